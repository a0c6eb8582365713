"""`apertura esquemas`: every problem of ``schemas/``, with file and line."""

import argparse
import sys

from apertura.cli.exits import Exit
from apertura.definitions import lint, load


def run(arguments: argparse.Namespace) -> Exit:
    """Lint ``schemas/``; print each problem, or what there is."""
    problems = lint(arguments.esquemas)
    if problems:
        sys.stdout.write("".join(f"{problem}\n" for problem in problems))
        return Exit.RETURNED
    definitions = load(arguments.esquemas)
    for name, definition in definitions.datasets.items():
        fields, rules = len(definition.schema.fields), len(definition.rules)
        sys.stdout.write(f"{name}: {definition.title} ({fields} campos, {rules} reglas entre columnas)\n")
    bodies, catalogues = len(definitions.garantes), len(definitions.catalogues)
    sys.stdout.write(f"Todo en orden: {catalogues} catálogos, {bodies} organismos.\n")
    return Exit.ACCEPTED
