"""Templates of every body with every dataset: seconds, sheets and bytes; and how long LibreOffice takes to open one.

usage: .venv/bin/python benchmarks/templates.py
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from apertura.definitions import load
from apertura.feedback.template import Filling, template
from apertura.feedback.template.starting_rows import starting_rows

REPO = Path(__file__).parents[1]
PERIOD = "2024-T3"
UNO = REPO / "tests" / "feedback" / "template" / "fill_in_libreoffice.py"


def main() -> None:
    definitions = load(REPO / "schemas")
    datasets = definitions.datasets
    fillings = [Filling(name, starting_rows(each, definitions, PERIOD)) for name, each in datasets.items()]
    bodies = [id_ for id_, body in definitions.garantes.items() if body.kind == "organo_garante"]
    began, processor = time.perf_counter(), time.process_time()
    written = sum(len(template(fillings, body, PERIOD, definitions)) for body in bodies)
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    print(f"{len(bodies)} libros, {len(bodies) * len(fillings)} hojas, {written / 1e6:.1f} MB")
    print(f"  {seconds:.1f} s; de procesador, {processor:.1f} s")
    owed = [filling for filling in fillings if datasets[filling.dataset].expected_periods]
    for name, chosen in (("lo que se debe", owed), ("todo", fillings)):
        content = template(chosen, bodies[0], PERIOD, definitions)
        print(f"LibreOffice abre {name} ({len(content) // 1000} kB) en {opened(content):.1f} s")


def opened(content: bytes) -> float:
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "plantilla.xlsx"
        book.write_bytes(content)
        order = json.dumps({"book": str(book), "sheet": "Instrucciones"})
        done = subprocess.run(["/usr/bin/python3", UNO], input=order, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["seconds"]


if __name__ == "__main__":
    sys.exit(main())
