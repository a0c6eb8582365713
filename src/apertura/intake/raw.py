"""Sheet and header row to RawTable: cells as shown, by column, with the kind of each."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import zip_longest

import polars as pl

from apertura.intake.sheet import Sheet, blank
from apertura.model.table import ROW, Heading, Kind, RawTable
from apertura.model.text import fold

_ERROR = re.compile(r"#(?:N/[AD]|GETTING_DATA|[¡¿]?[\w/]+[!?])")
_KINDS = {
    float: Kind.NUMBER,
    int: Kind.NUMBER,
    bool: Kind.BOOLEAN,
    date: Kind.DATE,
    datetime: Kind.DATE,
    time: Kind.TIME,
    timedelta: Kind.TIME,
}


def raw(sheet: Sheet, header_row: int, header_reason: str, end_marker: str | None, epoch: date) -> RawTable:
    """Cut the table below ``header_row`` (counted from 1) out of a sheet.

    The table ends before the first row whose first cell with text is ``end_marker``, or at the last row that is not
    empty. Columns with neither heading nor data are left out.
    """
    end = _end(sheet.rows, header_row, end_marker)
    body = sheet.rows[header_row:end]
    headings, columns = _columns(sheet.rows[header_row - 1], body)
    pairs = {str(heading.column): _texts_and_kinds(cells) for heading, cells in zip(headings, columns, strict=True)}
    rows = pl.Series(ROW, range(header_row + 1, header_row + 1 + len(body)), dtype=pl.UInt32)
    text = pl.DataFrame([rows, *(pl.Series(name, shown, dtype=pl.String) for name, (shown, _) in pairs.items())])
    kinds = pl.DataFrame([pl.Series(name, kind, dtype=pl.UInt8) for name, (_, kind) in pairs.items()])
    return RawTable(
        sheet=sheet.name,
        header_row=header_row,
        header_reason=header_reason,
        headings=headings,
        text=text,
        kinds=kinds,
        outside=_outside(sheet, header_row, end),
        epoch=epoch,
    )


def shown(value: object) -> str:
    """Write a cell as text: ISO 8601 dates, numbers with the 15 digits a spreadsheet shows and no idle decimals."""
    return _SHOWN[type(value)](value)


def _number(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _instant(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")


_SHOWN: Mapping[type, Callable[..., str]] = {
    str: str,
    float: _number,
    int: str,
    bool: lambda value: "true" if value else "false",
    date: date.isoformat,
    datetime: _instant,
    time: lambda value: value.isoformat(timespec="seconds"),
    timedelta: _duration,
}


def _end(rows: Sequence[Sequence[object]], header_row: int, marker: str | None) -> int:
    if marker is None:
        return len(rows)
    for number, row in enumerate(rows[header_row:], header_row):
        first = next((cell for cell in row if isinstance(cell, str) and cell.strip()), "")
        if fold(first).startswith(fold(marker)):
            return number
    return len(rows)


def _columns(
    header: Sequence[object], body: Sequence[Sequence[object]]
) -> tuple[tuple[Heading, ...], list[tuple[object, ...]]]:
    columns = list(zip_longest(header, *body, fillvalue=""))
    kept = [(number, column) for number, column in enumerate(columns, 1) if not all(map(blank, column))]
    headings = tuple(Heading(shown(column[0]).strip(), number) for number, column in kept)
    return headings, [column[1:] for _, column in kept]


def _texts_and_kinds(cells: Sequence[object]) -> tuple[list[str | None], list[int]]:
    if set(map(type, cells)) <= {str}:
        texts: list[str | None] = [str(cell) if str(cell).strip() else None for cell in cells]
        kinds: list[int] = [_text_kind(text) for text in texts]
    else:
        texts = [None if blank(cell) else shown(cell) for cell in cells]
        kinds = [_KINDS.get(type(cell)) or _text_kind(text) for cell, text in zip(cells, texts, strict=True)]
    return texts, kinds


def _text_kind(text: str | None) -> Kind:
    if text is None:
        return Kind.EMPTY
    return Kind.ERROR if text[0] == "#" and _ERROR.fullmatch(text) else Kind.TEXT


def _outside(sheet: Sheet, header_row: int, end: int) -> int:
    outside = (*sheet.rows[:header_row], *sheet.rows[end:])
    return sum(1 for row in outside for cell in row if not blank(cell))
