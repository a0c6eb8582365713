"""``issue_reasons.csv`` to Reasons."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from apertura.definitions.documents.read_sheet import Record, read_sheet
from apertura.definitions.documents.repeated import repeated
from apertura.definitions.issue_types.issue_details import ISSUE_DETAILS
from apertura.errors import DefinitionError
from apertura.model.issue import Reason

PATH = "issue_reasons.csv"
_TEXTS = ("reason_es", "source_es", "reason_en", "source_en")
_PLACES = frozenset({"table", "field", "code"})


def read_reasons(root: Path) -> tuple[Reason, ...]:
    """Read why each family of issue types matters; DefinitionError with all that is wrong.

    There is a row for what no other row is about, so that every issue has its reason.
    """
    records = read_sheet(root, PATH, ("family", *_TEXTS))
    problems = [problem for record in records for problem in _problems(record)]
    for record, first in repeated(records, lambda record: record.cells["family"]):
        problems.append(record.problem(f"la familia «{record.cells['family']}» ya está en la línea {first.line}"))
    if all(record.cells["family"] for record in records):
        problems.append(f"{PATH}:1: falta la fila de lo que no es de ninguna familia, con «family» vacía")
    if problems:
        raise DefinitionError(tuple(problems))
    return tuple(Reason(**record.cells) for record in records)


def _problems(record: Record) -> Iterator[str]:
    family = record.cells["family"]
    if family and not any(f"{code}-".startswith(f"{family}-") for code in ISSUE_DETAILS):
        yield record.problem(f"ningún tipo de incidencia es de la familia «{family}»")
    for name in _TEXTS:
        text = record.cells[name]
        if not text.strip():
            yield record.problem(f"falta «{name}»")
        try:
            places = {place for _, place, _, _ in Formatter().parse(text) if place is not None}
        except ValueError as error:
            yield record.problem(f"«{name}» tiene llaves sueltas ({error})")
        else:
            yield from (
                record.problem(f"«{name}» tiene un hueco que nada llena: {{{place}}}")
                for place in sorted(places - _PLACES)
            )
