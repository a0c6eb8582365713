"""Bytes of one submission to NormalisedTables, with everything worth saying about the file and each table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apertura.intake.find import Candidate, find
from apertura.intake.known import Known, known
from apertura.intake.nearest_headings import nearest_headings
from apertura.intake.normalise import normalise
from apertura.intake.own_template import own_template
from apertura.intake.raw import raw
from apertura.intake.read import Read, read
from apertura.intake.sheet import Sheet
from apertura.model.definition import Definitions
from apertura.model.issue import Issue, IssueTypes
from apertura.model.submission import Submission
from apertura.model.table import NormalisedTable

_NAMED = 5
"""Datasets that are named one by one to who handed in none of them; more would bury the rest of the letter."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Tables found in a file, each with its issues, and the issues about the file as a whole."""

    tables: tuple[tuple[NormalisedTable, tuple[Issue, ...]], ...]
    issues: tuple[Issue, ...]


def intake(
    content: bytes,
    submission: Submission,
    definitions: Definitions,
    datasets: Sequence[str],
    read: Read = read,
) -> Intake:
    """Read a file as tables of the given datasets; one sheet is one table at most, of the dataset it fits best.

    Whatever the bytes are, the answer is a value: what cannot be read comes back as an issue that returns the file.
    ``read`` says where the bytes are read: here, or in a process that may die of them.
    """
    opened = read(content, submission.filename, definitions.issue_types)
    if isinstance(opened, Issue):
        return Intake((), (opened,))
    found = _tables(opened.sheets, opened.epoch, submission, definitions, datasets)
    return Intake(found.tables, (*found.issues, *opened.told))


def _tables(
    sheets: tuple[Sheet, ...], epoch: date, submission: Submission, definitions: Definitions, datasets: Sequence[str]
) -> Intake:
    vocabulary = {name: known(definitions.datasets[name], submission, definitions) for name in datasets}
    marked = own_template(sheets, vocabulary, submission, definitions)
    candidates = find(marked.sheets, marked.known)
    chosen: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.enough:
            chosen.setdefault(candidate.dataset, candidate)
    about_file = tuple(_unread(marked.sheets, candidates, definitions.issue_types))
    if not chosen:
        return Intake((), (_no_table(candidates, datasets, definitions), *about_file))
    tables = []
    for name, candidate in chosen.items():
        table, issues = _table(candidate, marked.known[name], epoch, submission, definitions)
        noted = (
            *marked.issues.get(candidate.sheet.name, ()),
            *_repeated(candidate, candidates, definitions.issue_types),
        )
        tables.append((table, (*noted, *issues)))
    return Intake(tuple(tables), about_file)


def _table(
    candidate: Candidate, vocabulary: Known, epoch: date, submission: Submission, definitions: Definitions
) -> tuple[NormalisedTable, tuple[Issue, ...]]:
    marker = candidate.layout.end_marker if candidate.layout else None
    table = raw(candidate.sheet, candidate.header_row, candidate.reason, marker, epoch)
    normalised, issues = normalise(table, vocabulary, definitions.datasets[candidate.dataset], submission, definitions)
    return normalised, nearest_headings(issues, vocabulary)


def _unread(sheets: Sequence[Sheet], candidates: Sequence[Candidate], issue_types: IssueTypes) -> Iterator[Issue]:
    tables = {candidate.sheet.name for candidate in candidates if candidate.enough}
    for sheet in sheets:
        if sheet.name not in tables and sheet.name is not None:
            yield Issue(issue_types["hoja-no-leida"], sheet=sheet.name, details={"razon": _why(sheet)})


def _why(sheet: Sheet) -> str:
    if not sheet.visible:
        return "está oculta"
    return "no tiene los encabezados de ninguna tabla de las que se piden" if sheet.rows else "está vacía"


def _repeated(used: Candidate, candidates: Sequence[Candidate], issue_types: IssueTypes) -> Iterator[Issue]:
    for other in candidates:
        if other.enough and other.dataset == used.dataset and other is not used:
            details = {"usada": used.sheet.name or ""}
            yield Issue(issue_types["hoja-repetida"], sheet=other.sheet.name, details=details)


def _no_table(candidates: Sequence[Candidate], datasets: Sequence[str], definitions: Definitions) -> Issue:
    wanted = f"alguna de las {len(datasets)} tablas que se reciben"
    if len(datasets) <= _NAMED:
        wanted = ", ".join(f"«{definitions.datasets[name].title}»" for name in datasets)
    found = "ningún encabezado conocido"
    if candidates:
        best = candidates[0]
        where = f"hoja «{best.sheet.name}», " if best.sheet.name else ""
        found = f"{where}{best.reason} con los de «{definitions.datasets[best.dataset].title}»"
    return Issue(definitions.issue_types["sin-tabla"], details={"buscadas": wanted, "encontradas": found})
