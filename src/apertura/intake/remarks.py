"""What was set aside, hidden, merged or not computed in a table to the issues that say so."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.intake.apart import FOOT, REPEATED, SECTION
from apertura.intake.cells import Cells
from apertura.intake.headings import Feed, Mapped
from apertura.intake.sheet import Area, Marks
from apertura.model.issue import Issue, IssueTypes
from apertura.model.table import ROW, RawTable, address, letters


@dataclass(frozen=True, slots=True)
class Remarks:
    """The table that the remarks are about."""

    raw: RawTable
    found: Cells
    mapped: Mapped
    marks: Marks
    issue_types: IssueTypes

    def all(self, blocks: Iterable[Sequence[int]]) -> Iterator[Issue]:
        """Say everything; ``blocks`` are the rows, by number, of what below the table was not read."""
        yield from self.rows()
        yield from (self._rows("bloque-aparte", block, self._first_text(block[0])) for block in blocks)
        yield from self.hidden()
        yield from self.merged()
        yield from self.uncomputed()
        yield from self.far()

    def rows(self) -> Iterator[Issue]:
        """Say which rows are no data: none at all, blank ones, and each kind of those set aside."""
        if not self.found.frame.height:
            yield Issue(self.issue_types["sin-filas"], sheet=self.raw.sheet, row=self.raw.header_row)
        if self.found.blank:
            yield self._rows("fila-en-blanco", self.found.blank)
        for code, rows in self._apart():
            if code == SECTION:
                yield from (self._rows(code, [row], self._first_text(row)) for row in rows)
            else:
                yield self._rows(code, rows, self._first_text(rows[0]) if code == FOOT else None)

    def _apart(self) -> Iterator[tuple[str, Sequence[int]]]:
        for code, rows in self.found.apart.items():
            # headings written twice, one row below the other, are no news
            told = [row for row in rows if code != REPEATED or row > self.raw.header_row + 1]
            if told:
                yield code, told

    def hidden(self) -> Iterator[Issue]:
        """Say which rows and columns of the table nobody sees on the screen; they were read like the others."""
        rows = [row for row in self.found.frame[ROW].to_list() if row in self.marks.hidden_rows]
        if rows:
            yield self._rows("filas-ocultas", rows)
        columns = [one for one in self.raw.headings if one.column in self.marks.hidden_columns]
        if columns:
            yield Issue(
                self.issue_types["columnas-ocultas"],
                sheet=self.raw.sheet,
                cell=", ".join(address(one.column, self.raw.header_row) for one in columns),
                details={"columnas": ", ".join(f"«{one.text}» ({letters(one.column)})" for one in columns)},
                count=len(columns),
            )

    def merged(self) -> Iterator[Issue]:
        """Say which merged cells were read in each of their rows, and which numbers could not be."""
        for code, areas in (("celdas-combinadas", self.found.spread), ("numero-combinado", self.found.unspread)):
            for area in areas:
                yield from self._area(code, area)

    def uncomputed(self) -> Iterator[Issue]:
        """Say which cells of the table have a formula without a result."""
        feeds = {feed.column: feed for feed in reversed(self.mapped.feeds)}
        rows = set(self.found.frame[ROW].to_list())
        for row, column in self.marks.uncomputed:
            if row in rows and column in feeds:
                yield self._cell("formula-sin-valor", row, feeds[column])

    def far(self) -> Iterator[Issue]:
        """Say which cells stand so far from the table that they were not read."""
        if self.marks.far:
            yield Issue(
                self.issue_types["celda-lejana"],
                sheet=self.raw.sheet,
                cell=", ".join(address(column, row) for row, column in self.marks.far),
                count=len(self.marks.far),
            )

    def _area(self, code: str, area: Area) -> Iterator[Issue]:
        top, left, bottom, _ = area
        feed = next(feed for feed in self.mapped.feeds if feed.column == left)
        value = _at(self.raw, left, top)
        if value is not None:
            yield Issue(
                self.issue_types[code],
                sheet=self.raw.sheet,
                cell=f"{address(left, top)}:{address(left, bottom)}",
                row=top,
                field=feed.field.name,
                value=value,
                count=bottom - top + 1,
            )

    def _cell(self, code: str, row: int, feed: Feed) -> Issue:
        cell = address(feed.column, row)
        return Issue(self.issue_types[code], sheet=self.raw.sheet, cell=cell, row=row, field=feed.field.name)

    def _rows(self, code: str, rows: Sequence[int], value: str | None = None) -> Issue:
        first, last = self.raw.headings[0].column, self.raw.headings[-1].column
        return Issue(
            self.issue_types[code],
            sheet=self.raw.sheet,
            cell=", ".join(f"{address(first, a)}:{address(last, b)}" for a, b in _runs(rows)),
            row=rows[0],
            value=value,
            count=len(rows),
        )

    def _first_text(self, row: int) -> str | None:
        text = pl.DataFrame(self.raw.text)
        return next((cell for cell in text.row(row - self.raw.header_row - 1)[1:] if cell is not None), None)


def without(found: Cells, rows: Collection[int]) -> Cells:
    """Leave rows out of the data rows; their cells are then in no place of the account."""
    keep = ~pl.col(ROW).is_in(list(rows))
    frame, kept = found.frame.filter(keep), found.kept.filter(keep)
    last = frame[ROW].max() if frame.height else None
    return Cells(
        frame=frame,
        kept=kept,
        left_out=found.left_out,
        examples=found.examples,
        blank=tuple(row for row in found.blank if isinstance(last, int) and row < last),
        apart=found.apart,
        spread=found.spread,
        unspread=found.unspread,
    )


def _at(raw: RawTable, column: int, row: int) -> str | None:
    text: str | None = pl.DataFrame(raw.text)[str(column)][row - raw.header_row - 1]
    return text


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    starts = [row for row, before in zip(rows, (None, *rows[:-1]), strict=True) if before != row - 1]
    ends = [row for row, after in zip(rows, (*rows[1:], None), strict=True) if after != row + 1]
    return list(zip(starts, ends, strict=True))
