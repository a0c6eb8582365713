"""A header that a table may have: what it feeds of a dataset, how well, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apertura.intake.folding import folding
from apertura.intake.known import Known
from apertura.intake.sheet import Sheet
from apertura.model.source import Layout


@dataclass(frozen=True, slots=True)
class Candidate:
    """Rows that may be a dataset's header: ``fields`` fed by ``matched`` of its ``written`` headings.

    ``complete`` is the share of the required fields among them, from 0 to 1.

    The headings stand in the rows from ``top`` to ``header_row``; where these are several, ``joined`` has the heading
    of each column. ``others`` are the header rows of other tables in the same sheet.
    """

    sheet: Sheet
    dataset: str
    header_row: int
    fields: int
    complete: float
    matched: int
    written: int
    layout: Layout | None
    enough: bool
    top: int
    allowed: bool
    joined: Mapping[int, str] | None = None
    others: tuple[int, ...] = ()

    @property
    def reason(self) -> str:
        """Why this row, in Spanish, for the steward."""
        matched = f"{self.matched} de {self.written} encabezados coinciden"
        if self.layout is not None:
            return f"fila {self.header_row}, fijada por la disposición de este organismo: {matched}"
        return f"{_rows(self.top, self.header_row)}: {matched}"

    @property
    def score(self) -> tuple[bool, int, float, float, int, int]:
        """Greater is better: fields fed, shares of the required and of the row, then fewer rows, then the earlier."""
        rows = self.header_row - self.top
        return (self.enough, self.fields, self.complete, self.matched / self.written, -rows, -self.header_row)

    @property
    def last_row(self) -> int:
        """Last row of the sheet that may belong to the table: the next table begins below it."""
        return min((row for row in self.others if row > self.header_row), default=len(self.sheet.rows) + 1) - 1


def candidate(
    sheet: Sheet, top: int, header_row: int, headings: Sequence[str], written: int, dataset: str, known: Known
) -> Candidate:
    """Weigh the folded ``headings`` of some rows as those of a dataset; ``written`` counts all that is written there.

    A header is ``enough`` when it feeds three fields and half of the required ones, or a third of all fields, or when a
    row of layout says that it is the header.
    """
    matched = [heading for heading in headings if heading in known.columns]
    fields = {column.field for heading in matched for column in known.columns[heading] if column.field}
    fixed = next((row for row in known.layouts if row.header_row is not None), None)
    allowed = _allowed(sheet, header_row, known)
    return Candidate(
        sheet=sheet,
        dataset=dataset,
        header_row=header_row,
        fields=len(fields),
        complete=len(fields & known.required) / max(1, len(known.required)),
        matched=len(matched),
        written=written,
        layout=fixed,
        enough=(fixed is not None and allowed) or _enough(fields, known),
        top=top,
        allowed=allowed,
    )


def _enough(fields: set[str], known: Known) -> bool:
    fed = fields & known.fields
    if len(fed) < min(3, len(known.fields)):
        return False
    return 2 * len(fed & known.required) >= len(known.required) or 3 * len(fed) >= len(known.fields)


def _allowed(sheet: Sheet, header_row: int, known: Known) -> bool:
    return not known.layouts or any(_fits(sheet, header_row, layout) for layout in known.layouts)


def _fits(sheet: Sheet, header_row: int, layout: Layout) -> bool:
    if layout.sheet is not None and folding(layout.sheet) != folding(sheet.name or ""):
        return False
    return layout.header_row in (None, header_row)


def _rows(top: int, bottom: int) -> str:
    if top == bottom:
        return f"fila {bottom}"
    return f"filas {top} y {bottom}" if bottom == top + 1 else f"filas {top} a {bottom}"
