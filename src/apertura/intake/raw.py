"""Sheet and header row to RawTable: cells as shown, by column, with the kind of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from apertura.intake.columns import columns
from apertura.intake.sheet import Sheet, blank
from apertura.intake.shown import shown
from apertura.model.table import ROW, Heading, RawTable


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table's headings stand: the rows from ``top`` to ``bottom``, counted from 1, and why these.

    ``joined`` has the heading of each column where they stand in several rows. The table reaches to ``last_row`` at
    most (None: to the end); the tables of ``others``, by their header rows, are other tables.
    """

    bottom: int
    reason: str
    top: int | None = None
    joined: Mapping[int, str] | None = None
    last_row: int | None = None
    others: tuple[int, ...] = ()


def raw(sheet: Sheet, header: Header, epoch: date) -> RawTable:
    """Cut the table below a header out of a sheet; columns with neither heading nor data are left out."""
    top, end = header.top or header.bottom, header.last_row or len(sheet.rows)
    levels = sheet.rows[top - 1 : header.bottom]
    named = _headings(levels, header)
    texts, kinds = columns(sheet.rows, header.bottom, max(end, header.bottom), named)
    numbers = pl.Series(ROW, range(header.bottom + 1, header.bottom + 1 + texts.height), dtype=pl.UInt32)
    aside = _filled(sheet.rows[end:]) + _filled(sheet.rows[min((*header.others, top)) - 1 : top - 1])
    return RawTable(
        sheet=sheet.name,
        header_row=header.bottom,
        header_reason=header.reason,
        headings=tuple(_heading(int(column), named, levels) for column in texts.columns),
        text=pl.DataFrame([numbers, *texts.get_columns()]),
        kinds=kinds,
        outside=_filled(sheet.rows[: header.bottom]) + _filled(sheet.rows[end:]) - aside,
        epoch=epoch,
        aside=aside,
    )


def _headings(levels: Sequence[Sequence[object]], header: Header) -> Sequence[object]:
    if header.joined is None:
        return levels[-1]
    return [header.joined.get(column, "") for column in range(1, max(header.joined, default=0) + 1)]


def _heading(column: int, named: Sequence[object], levels: Sequence[Sequence[object]]) -> Heading:
    text = shown(named[column - 1]).strip() if column <= len(named) else ""
    return Heading(text, column, _levels(levels, column))


def _levels(rows: Sequence[Sequence[object]], column: int) -> tuple[str, ...]:
    return tuple(shown(row[column - 1]).strip() if column <= len(row) else "" for row in rows)


def _filled(rows: Sequence[Sequence[object]]) -> int:
    return sum(1 for row in rows for cell in row if not blank(cell))
