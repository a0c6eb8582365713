"""Sheet and header row to RawTable: cells as shown, by column, with the kind of each."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import cast

import polars as pl

from apertura.intake.sheet import Sheet, blank
from apertura.model.table import ROW, Heading, Kind, RawTable

_ERROR = re.compile(r"#(?:N/[AD]|GETTING_DATA|[¡¿]?[\w/]+[!?])|Err:[0-9]{3}")
_FEW = 1_000
"""Cells up to which looking at one after the other takes less than to have a column looked at."""

# what Python takes for a blank: to Rust the separators of information are none
_SOMETHING = r"[^\s\x{1c}-\x{1f}]"
_PERHAPS_ERROR = "^[#E]"
_EMPTY, _WRITTEN, _FAULTY = map(int, (Kind.EMPTY, Kind.TEXT, Kind.ERROR))
_KINDS = {
    float: Kind.NUMBER,
    int: Kind.NUMBER,
    bool: Kind.BOOLEAN,
    date: Kind.DATE,
    datetime: Kind.DATE,
    time: Kind.TIME,
    timedelta: Kind.TIME,
}


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
    rows = sheet.rows[: max(end, header.bottom)]
    body = rows[header.bottom :]
    while body and all(map(blank, body[-1])):
        body = body[:-1]
    headings, columns = _columns(_headings(rows, header), body, sheet.rows[top - 1 : header.bottom])
    named = {str(heading.column): cells for heading, cells in zip(headings, columns, strict=True)}
    numbers = pl.Series(ROW, range(header.bottom + 1, header.bottom + 1 + len(body)), dtype=pl.UInt32)
    texts, kinds = _texts_and_kinds(named)
    text = pl.DataFrame([numbers, *texts.get_columns()])
    aside = _filled(sheet.rows[end:]) + _filled(sheet.rows[min((*header.others, top)) - 1 : top - 1])
    return RawTable(
        sheet=sheet.name,
        header_row=header.bottom,
        header_reason=header.reason,
        headings=headings,
        text=text,
        kinds=kinds,
        outside=_filled(sheet.rows[: header.bottom]) + _filled(sheet.rows[end:]) - aside,
        epoch=epoch,
        aside=aside,
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


def _headings(rows: Sequence[Sequence[object]], header: Header) -> Sequence[object]:
    if header.joined is None:
        return rows[header.bottom - 1]
    return [header.joined.get(column, "") for column in range(1, max(header.joined, default=0) + 1)]


def _columns(
    header: Sequence[object], body: Sequence[Sequence[object]], levels: Sequence[Sequence[object]]
) -> tuple[tuple[Heading, ...], list[tuple[object, ...]]]:
    columns = list(zip_longest(header, *body, fillvalue=""))
    kept = [(number, column) for number, column in enumerate(columns, 1) if not all(map(blank, column))]
    headings = tuple(Heading(shown(column[0]).strip(), number, _levels(levels, number)) for number, column in kept)
    return headings, [column[1:] for _, column in kept]


def _levels(rows: Sequence[Sequence[object]], column: int) -> tuple[str, ...]:
    return tuple(shown(row[column - 1]).strip() if column <= len(row) else "" for row in rows)


def _texts_and_kinds(columns: Mapping[str, Sequence[object]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    types = {name: set(map(type, cells)) for name, cells in columns.items()}
    many = {name: cells for name, cells in columns.items() if types[name] <= {str} and len(cells) > _FEW}
    texts, kinds = _of_texts(many)
    for name, cells in columns.items():
        if name not in texts:
            texts[name], kinds[name] = _of_values(name, cells, types[name])
    return pl.DataFrame([texts[name] for name in columns]), pl.DataFrame([kinds[name] for name in columns])


def _of_texts(columns: Mapping[str, Sequence[object]]) -> tuple[dict[str, pl.Series], dict[str, pl.Series]]:
    if not columns:
        return {}, {}
    written = pl.DataFrame([pl.Series(name, cells, dtype=pl.String) for name, cells in columns.items()])
    texts = written.select(pl.when(pl.all().str.contains(_SOMETHING)).then(pl.all()))
    there, doubtful = pl.all().is_not_null(), pl.all().str.contains(_PERHAPS_ERROR).fill_null(value=False)
    kinds = texts.select(there.cast(pl.UInt8) * Kind.TEXT + doubtful.cast(pl.UInt8) * (Kind.ERROR - Kind.TEXT))
    found = {column.name: column for column in kinds.iter_columns()}
    for name, highest in kinds.max().row(0, named=True).items():
        if highest == Kind.ERROR:
            places = (found[name] == Kind.ERROR).arg_true()
            found[name] = found[name].scatter(places, [_text_kind(text) for text in texts[name].gather(places)])
    return {column.name: column for column in texts.iter_columns()}, found


def _of_values(name: str, cells: Sequence[object], types: set[type]) -> tuple[pl.Series, pl.Series]:
    if len(types) == 1 and str not in types:
        [type_] = types
        kind = pl.repeat(_KINDS[type_], len(cells), dtype=pl.UInt8, eager=True).alias(name)
        return pl.Series(name, [*map(_SHOWN[type_], cells)], dtype=pl.String), kind
    written: list[str | None]
    if types == {str}:
        texts = cast("Sequence[str]", cells)
        written = [text if text and not text.isspace() else None for text in texts]
        kinds = [*map(_text_kind, written)]
    else:
        written = [None if blank(cell) else shown(cell) for cell in cells]
        kinds = [_KINDS.get(type(cell)) or _text_kind(text) for cell, text in zip(cells, written, strict=True)]
    return pl.Series(name, written, dtype=pl.String), pl.Series(name, kinds, dtype=pl.UInt8)


def _text_kind(text: str | None) -> int:
    if text is None:
        return _EMPTY
    return _FAULTY if text[0] in "#E" and _ERROR.fullmatch(text) else _WRITTEN


def _filled(rows: Sequence[Sequence[object]]) -> int:
    return sum(1 for row in rows for cell in row if not blank(cell))
