"""Sheets to the tables in them: which sheet, which row of headings, which dataset, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from apertura.intake.folding import folding
from apertura.intake.known import Known
from apertura.intake.sheet import Sheet, blank
from apertura.model.source import Layout

_ROWS = 100
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be a dataset's header: ``fields`` fed by ``matched`` of its ``written`` headings."""

    sheet: Sheet
    dataset: str
    header_row: int
    fields: int
    matched: int
    written: int
    layout: Layout | None
    enough: bool

    @property
    def reason(self) -> str:
        """Why this row, in Spanish, for the steward."""
        matched = f"{self.matched} de {self.written} encabezados coinciden"
        if self.layout is not None and self.layout.header_row is not None:
            return f"fila {self.header_row}, fijada por la disposición de este organismo: {matched}"
        return f"fila {self.header_row}: {matched}"

    @property
    def score(self) -> tuple[bool, int, float, int]:
        """Greater is better: fields fed, then share of the row that is known, then the earlier row."""
        return (self.enough, self.fields, self.matched / self.written, -self.header_row)


def find(sheets: Sequence[Sheet], known: Mapping[str, Known]) -> tuple[Candidate, ...]:
    """Find the best header row of each visible sheet, best sheet first; a sheet without a known heading has none.

    Each of the first 100 rows is scored against the headings of every dataset. A row is ``enough`` when it feeds three
    fields and half of the required ones, or a third of all fields, or when a row of layout says that it is the header.
    """
    best = [max(found, key=lambda one: one.score) for sheet in sheets if (found := list(_candidates(sheet, known)))]
    return tuple(sorted(best, key=lambda one: one.score, reverse=True))


def _candidates(sheet: Sheet, known: Mapping[str, Known]) -> Iterator[Candidate]:
    for header_row, row in enumerate(sheet.rows[:_ROWS], 1):
        headings = [folding(cell) for cell in row if isinstance(cell, str) and 0 < len(cell) <= _LONGEST]
        distinct = set(headings)
        for dataset, vocabulary in known.items():
            unknown = sheet.dataset not in (None, dataset) or vocabulary.columns.keys().isdisjoint(distinct)
            if not unknown and _allowed(sheet, header_row, vocabulary.layout):
                yield _candidate(sheet, header_row, headings, dataset, vocabulary)


def _candidate(sheet: Sheet, header_row: int, headings: Sequence[str], dataset: str, known: Known) -> Candidate:
    matched = [heading for heading in headings if heading in known.columns]
    fields = {column.field for heading in matched for column in known.columns[heading] if column.field}
    return Candidate(
        sheet=sheet,
        dataset=dataset,
        header_row=header_row,
        fields=len(fields),
        matched=len(matched),
        written=sum(1 for heading in sheet.rows[header_row - 1] if not blank(heading)),
        layout=known.layout,
        enough=_enough(fields, known),
    )


def _enough(fields: set[str], known: Known) -> bool:
    if known.layout is not None and known.layout.header_row is not None:
        return True
    fed = fields & known.fields
    if len(fed) < min(3, len(known.fields)):
        return False
    return 2 * len(fed & known.required) >= len(known.required) or 3 * len(fed) >= len(known.fields)


def _allowed(sheet: Sheet, header_row: int, layout: Layout | None) -> bool:
    if layout is None:
        return True
    if layout.sheet is not None and folding(layout.sheet) != folding(sheet.name or ""):
        return False
    return layout.header_row in (None, header_row)
