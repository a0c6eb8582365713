"""Rows of a sheet to columns: the cells as text, and the kind of each."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import TypeAlias, cast

import polars as pl

from apertura.intake.grid import DOUBTFUL, END, Column, Grid
from apertura.intake.sheet import blank
from apertura.intake.shown import SHOWN, shown
from apertura.model.table import Kind

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

_Series: TypeAlias = dict[str, pl.Series]


def columns(
    rows: Sequence[Sequence[object]], first: int, last: int, headings: Sequence[object]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give text (null where blank) and Kind of the cells between two rows, counted from 0, the last one left out.

    Columns are named by their number, counted from 1; those with neither heading nor data are left out, and so are
    blank rows at the end.
    """
    if isinstance(rows, Grid):
        texts, kinds = _of_grid(rows, first, last, headings)
    else:
        texts, kinds = _of_rows(rows, first, last, headings)
    return pl.DataFrame([*texts.values()]), pl.DataFrame([*kinds.values()])


def _of_rows(
    rows: Sequence[Sequence[object]], first: int, last: int, headings: Sequence[object]
) -> tuple[_Series, _Series]:
    body = rows[first:last]
    while body and all(map(blank, body[-1])):
        body = body[:-1]
    every = enumerate(zip_longest(headings, *body, fillvalue=""), 1)
    named = {str(number): column[1:] for number, column in every if not all(map(blank, column))}
    types = {name: set(map(type, cells)) for name, cells in named.items()}
    many = {name: cells for name, cells in named.items() if types[name] <= {str} and len(cells) > _FEW}
    texts, kinds = _of_texts([pl.Series(name, cells, dtype=pl.String) for name, cells in many.items()])
    for name, cells in named.items():
        if name not in texts:
            texts[name], kinds[name] = _of_values(name, cells, types[name])
    return {name: texts[name] for name in named}, {name: kinds[name] for name in named}


def _of_grid(grid: Grid, first: int, last: int, headings: Sequence[object]) -> tuple[_Series, _Series]:
    size = max(0, min(last, grid.height) - first)
    written = [
        _text(str(number), column).slice(first, size) if column else pl.Series(str(number), [None] * size, pl.String)
        for number, column in enumerate((*grid.columns, *[None] * (len(headings) - len(grid.columns))), 1)
    ]
    own = {text.name: column.kinds[first : first + size] for text, column in zip(written, grid.columns, strict=False)}
    doubtful = [text for text in written if DOUBTFUL in own.get(text.name, b"")]
    looked_at = _of_texts(doubtful)
    texts, kinds = _Series(), _Series()
    for text in written:
        texts[text.name], kinds[text.name] = _as_known(text, own.get(text.name, bytes(size)), looked_at)
    filled = max((_filled(text) for text in texts.values()), default=0)
    kept = [
        name
        for at, (name, text) in enumerate(texts.items())
        if text.null_count() < size or (at < len(headings) and not blank(headings[at]))
    ]
    return {name: texts[name].head(filled) for name in kept}, {name: kinds[name].head(filled) for name in kept}


def _filled(text: pl.Series) -> int:
    places = text.is_not_null().arg_true()
    return places[-1] + 1 if len(places) else 0


def _text(name: str, column: Column) -> pl.Series:
    return pl.Series(name, [column.text.decode()]).str.split(END.decode()).explode()


def _as_known(text: pl.Series, own: bytes, looked_at: tuple[_Series, _Series]) -> tuple[pl.Series, pl.Series]:
    """Make null what a grid knows to be empty, and take of what was ``looked_at`` what it had doubts of."""
    name, kinds = text.name, _kinds(text.name, own)
    if name in looked_at[0]:
        return looked_at[0][name], looked_at[1][name].zip_with(kinds.is_in([_EMPTY, _WRITTEN, DOUBTFUL]), kinds)
    return (text.set(kinds == _EMPTY, None) if _EMPTY in own else text), kinds


def _kinds(name: str, own: bytes) -> pl.Series:
    if own and own.count(own[:1]) == len(own):
        return pl.repeat(own[0], len(own), dtype=pl.UInt8, eager=True).alias(name)
    return pl.Series(name, list(own), dtype=pl.UInt8)


def _of_texts(written: Sequence[pl.Series]) -> tuple[_Series, _Series]:
    if not written:
        return {}, {}
    texts = pl.DataFrame(written).select(pl.when(pl.all().str.contains(_SOMETHING)).then(pl.all()))
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
        return pl.Series(name, [*map(SHOWN[type_], cells)], dtype=pl.String), kind
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
