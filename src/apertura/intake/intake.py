"""Bytes of one submission to NormalisedTables, with everything worth saying about the file and each table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from apertura.intake.candidate import Candidate
from apertura.intake.find import find
from apertura.intake.folding import folding
from apertura.intake.known import Known, known
from apertura.intake.nearest_headings import nearest_headings
from apertura.intake.normalise import normalise
from apertura.intake.own_template import own_template
from apertura.intake.ragged import ragged
from apertura.intake.raw import Header, raw
from apertura.intake.read import Read, read
from apertura.intake.several_sheets import one_table
from apertura.intake.sheet import Sheet, blank
from apertura.model.definition import Definitions
from apertura.model.issue import Issue, IssueTypes
from apertura.model.submission import Submission
from apertura.model.table import NormalisedTable, address

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
        return Intake((), (_no_table(candidates, vocabulary, definitions), *about_file))
    order = {id(sheet): number for number, sheet in enumerate(marked.sheets)}

    def place(part: Candidate) -> int:
        return order[id(part.sheet)]

    tables = []
    for name, candidate in chosen.items():
        parts = (candidate, *(other for other in candidates if _goes_on(candidate, other)))
        read = [_table(part, marked.known[name], epoch, submission, definitions) for part in sorted(parts, key=place)]
        noted = (
            *marked.issues.get(candidate.sheet.name, ()),
            *_repeated(parts, candidates, definitions.issue_types),
            *(issue for _, issues in read for issue in issues),
        )
        tables.append((one_table([table for table, _ in read]) if len(read) > 1 else read[0][0], noted))
    return Intake(tuple(tables), about_file)


def _table(
    candidate: Candidate, vocabulary: Known, epoch: date, submission: Submission, definitions: Definitions
) -> tuple[NormalisedTable, tuple[Issue, ...]]:
    header = Header(
        candidate.header_row,
        candidate.reason,
        top=candidate.top,
        joined=candidate.joined,
        last_row=candidate.last_row,
        others=candidate.others,
    )
    definition = definitions.datasets[candidate.dataset]
    table = raw(candidate.sheet, header, epoch)
    normalised, issues = normalise(table, vocabulary, definition, submission, definitions, candidate.sheet.marks)
    ragged_rows = ragged(candidate.sheet, normalised, definitions.issue_types)
    noted = (*_beside(candidate, definitions.issue_types), *ragged_rows, *issues)
    return normalised, nearest_headings(noted, vocabulary)


def _beside(used: Candidate, issue_types: IssueTypes) -> Iterator[Issue]:
    """Say which other tables stand in the sheet of the one that was read."""
    starts = sorted({*used.others, used.top, used.last_row + 1})
    for row, following in zip(starts, (*starts[1:], len(used.sheet.rows) + 1), strict=True):
        if row in used.others:
            rows = used.sheet.rows[row - 1 : following - 1]
            right = max(len(cells) for cells in rows)
            yield Issue(
                issue_types["tabla-aparte"],
                sheet=used.sheet.name,
                cell=f"{address(1, row)}:{address(right, following - 1)}",
                row=row,
                count=len(rows),
            )


def _unread(sheets: Sequence[Sheet], candidates: Sequence[Candidate], issue_types: IssueTypes) -> Iterator[Issue]:
    tables = {candidate.sheet.name for candidate in candidates if candidate.enough}
    elsewhere = {candidate.sheet.name for candidate in candidates if not candidate.allowed}
    for sheet in sheets:
        if sheet.name not in tables and sheet.name is not None:
            yield Issue(
                issue_types["hoja-no-leida"],
                sheet=sheet.name,
                details={"razon": _why(sheet, elsewhere=sheet.name in elsewhere)},
            )


def _why(sheet: Sheet, *, elsewhere: bool) -> str:
    if not sheet.visible:
        return "está oculta"
    if elsewhere:
        return "la tabla de este organismo se lee de otra hoja"
    return "no tiene los encabezados de ninguna tabla de las que se piden" if sheet.rows else "está vacía"


def _repeated(parts: Sequence[Candidate], candidates: Sequence[Candidate], issue_types: IssueTypes) -> Iterator[Issue]:
    used = parts[0]
    if len(parts) > 1:
        names = ", ".join(f"«{part.sheet.name}»" for part in parts)
        yield Issue(issue_types["tabla-en-varias-hojas"], sheet=used.sheet.name, details={"hojas": names})
    for other in candidates:
        if other.enough and other.dataset == used.dataset and not any(other is part for part in parts):
            details = {"usada": used.sheet.name or ""}
            yield Issue(issue_types["hoja-repetida"], sheet=other.sheet.name, details=details)


def _goes_on(used: Candidate, other: Candidate) -> bool:
    """Whether a table goes on in another sheet: the same headings in the same columns, and rows of its own."""
    if other is used or not other.enough or other.dataset != used.dataset:
        return False
    (headings, *rows), (others, *more) = (_shown(one) for one in (used, other))
    return headings == others and not set(more) <= set(rows)


def _shown(one: Candidate) -> list[tuple[tuple[int, str], ...]]:
    rows = one.sheet.rows[one.header_row - 1 :]
    shown = (tuple((at, str(cell).strip()) for at, cell in enumerate(row) if not blank(cell)) for row in rows)
    return [row for row in shown if row]


def _no_table(candidates: Sequence[Candidate], vocabulary: Mapping[str, Known], definitions: Definitions) -> Issue:
    wanted = f"alguna de las {len(vocabulary)} tablas que se reciben"
    if len(vocabulary) <= _NAMED:
        wanted = ", ".join(f"«{definitions.datasets[name].title}»" for name in vocabulary)
    found = "ningún encabezado conocido"
    if candidates:
        best = candidates[0]
        where = f"hoja «{best.sheet.name}», " if best.sheet.name else ""
        found = f"{where}{best.reason} con los de «{definitions.datasets[best.dataset].title}»"
        found += _compared(best, vocabulary[best.dataset])
    return Issue(definitions.issue_types["sin-tabla"], details={"buscadas": wanted, "encontradas": found})


def _compared(best: Candidate, known: Known) -> str:
    """Name the headings that were found and the required ones that were looked for in vain."""
    cells = best.sheet.rows[best.header_row - 1]
    written = [cell for cell in cells if isinstance(cell, str) and folding(cell) in known.columns]
    fed = {column.field for cell in written for column in known.columns[folding(cell)]}
    missing = [f"«{field.title}»" for field in known.definition.schema.fields if field.name in known.required - fed]
    found = ", ".join(f"«{' '.join(cell.split())}»" for cell in written)
    return f" ({found}); faltan {', '.join(missing)}" if missing else f" ({found})"
