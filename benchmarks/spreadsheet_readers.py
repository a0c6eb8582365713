"""One way of reading a workbook, in a process of its own: what benchmarks/spreadsheets.py times.

usage: spreadsheet_readers.py NAME WORKBOOK

Prints rows, errors found (or -1 where nothing is checked), CPU seconds of the checks alone (or 0), and the peak MiB of
the process and of those that it started.
"""

import json
import resource
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

REPO = Path(__file__).parents[1]
DATASET = "contratacion_sipot"
LEFT_OUT = "nota"
MARKS = ("<!-- libros -->", "<!-- fin de libros -->")


def apertura(path: Path) -> tuple[int, int, float]:
    """Read in another process, normalise and check, as any submission."""
    from apertura.process import lasting, unsearched, without_idle_threads

    # as any command of Apertura begins
    without_idle_threads()
    with unsearched():
        from apertura import judge as judging
        from apertura.definitions import load
        from apertura.isolation import isolated
        from apertura.model.submission import Submission
    lasting()
    spent = 0.0
    checks = judging.validate

    def timed(*arguments: object) -> object:
        nonlocal spent
        began = time.process_time()
        found = checks(*arguments)
        spent += time.process_time() - began
        return found

    judging.validate = timed
    with isolated() as read:
        definitions, content = load(REPO / "schemas"), path.read_bytes()
        received = datetime(2024, 7, 15, tzinfo=UTC)
        submission = Submission("OG-19", "2024-T2", path.name, "0" * 64, len(content), received, "medida")
        judge = partial(judging.judge, content, submission, definitions, [DATASET], accepted=lambda *_: (), read=read)
        (verdict,) = judge()
    return verdict.rows, sum(issue.type.severity.returns for issue in verdict.issues), spent


def frictionless(path: Path) -> tuple[int, int, float]:
    from frictionless import Resource, Schema

    descriptor = json.loads((REPO / "schemas" / DATASET / "table.schema.json").read_text(encoding="utf-8"))
    fields = [field for field in descriptor["fields"] if field["name"] != LEFT_OUT]
    schema = Schema.from_descriptor({"fields": fields, "primaryKey": descriptor["primaryKey"]})
    report = Resource(path=path.name, basepath=str(path.parent), schema=schema).validate()
    return report.tasks[0].stats["rows"], report.stats["errors"], 0.0


def calamine(path: Path) -> tuple[int, int, float]:
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) - 1, -1, 0.0


def with_pandas(path: Path, engine: str) -> tuple[int, int, float]:
    import pandas as pd

    return len(pd.read_excel(path, engine=engine)), -1, 0.0


READERS = {
    "apertura": apertura,
    "frictionless": frictionless,
    "python-calamine": calamine,
    "pandas + calamine": partial(with_pandas, engine="calamine"),
    "pandas + openpyxl": partial(with_pandas, engine="openpyxl"),
}

if __name__ == "__main__":
    rows, errors, checked = READERS[sys.argv[1]](Path(sys.argv[2]))
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(rows, errors, checked, *(peak / 1024 for peak in peaks))
