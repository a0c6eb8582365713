"""``issue_types.csv`` to IssueTypes."""

from collections.abc import Iterator
from pathlib import Path

from apertura.definitions.documents.read_sheet import Record, read_sheet
from apertura.definitions.documents.repeated import repeated
from apertura.definitions.issue_types.issue_details import ISSUE_DETAILS
from apertura.definitions.issue_types.template_problems import TEXTS, template_problems
from apertura.errors import DefinitionError
from apertura.model.issue import IssueType, IssueTypes, Responsibility, Severity

PATH = "issue_types.csv"

_COLUMNS = ("code", "severity", "responsibility", *TEXTS)


def read_issue_types(root: Path) -> IssueTypes:
    """Read the general issue types, by code; DefinitionError with all that is wrong.

    A code that the program emits and has no row is wrong; so is a row that nothing emits.
    """
    records = read_sheet(root, PATH, _COLUMNS)
    problems = [problem for record in records for problem in _problems(record)]
    for record, first in repeated(records, lambda record: record.cells["code"]):
        problems.append(record.problem(f"el código «{record.cells['code']}» ya está en la línea {first.line}"))
    codes = {record.cells["code"] for record in records}
    problems += [f"{PATH}:1: falta el código «{code}»" for code in ISSUE_DETAILS if code not in codes]
    if problems:
        raise DefinitionError(tuple(problems))
    return {record.cells["code"]: _issue_type(record) for record in records}


def _problems(record: Record) -> Iterator[str]:
    cells = record.cells
    if cells["code"] not in ISSUE_DETAILS:
        yield record.problem(f"código desconocido «{cells['code']}»: ninguna revisión lo usa")
    for name, options in (("severity", list(Severity)), ("responsibility", list(Responsibility))):
        if cells[name] not in options:
            yield record.problem(f"«{cells[name]}» en «{name}» no es ninguna de: {', '.join(options)}")
    for _, problem in template_problems(cells, ISSUE_DETAILS.get(cells["code"], ())):
        yield record.problem(problem)


def _issue_type(record: Record) -> IssueType:
    cells = dict(record.cells)
    severity, responsibility = Severity(cells.pop("severity")), Responsibility(cells.pop("responsibility"))
    return IssueType(severity=severity, responsibility=responsibility, **cells)
