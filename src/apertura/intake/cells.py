"""RawTable and its mapping to a working frame: cleaned text and kind of every mapped column, data rows only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.intake.apart import EXAMPLE, apart
from apertura.intake.headings import Mapped
from apertura.intake.sheet import NO_MARKS, Area, Marks
from apertura.model.table import ROW, Kind, RawTable

_INVISIBLE = r"[\u{ad}\u{200b}-\u{200f}\u{2060}\u{feff}]"
_ODD_BLANK = r"[\u{a0}\u{1680}\u{2000}-\u{200a}\u{202f}\u{205f}\u{3000}]"
# every text made of other characters is its own NFC (a slow thing to find out), and strip_chars is all it needs
_UNUSUAL = rf"{_ODD_BLANK}|{_INVISIBLE}|[\u{{300}}-\u{{1fff}}\u{{20d0}}-\u{{10ffff}}]"
_NUMERIC = frozenset({"entero", "entero_con_unidad", "numero", "porcentaje", "fraccion", "dinero"})


@dataclass(frozen=True, slots=True)
class Cells:
    """Data rows of a table.

    ``frame`` has ROW and, for each mapped column number n, ``n`` (cleaned text, null where blank or an error), ``kn``
    (Kind) and ``wn`` (text as written); ``kept`` has every column as written. ``apart`` are the numbers of the rows
    that are no data rows, by the code that says why, and ``left_out`` their non-empty cells, with blanks, apart from
    the ``examples`` cells of example rows. ``blank`` numbers the blank rows between data rows. ``spread`` are the
    merged areas whose text stands in each of their rows, ``unspread`` those of a number, which stands in the first.
    """

    frame: pl.DataFrame
    kept: pl.DataFrame
    left_out: int
    examples: int
    blank: tuple[int, ...]
    apart: Mapping[str, tuple[int, ...]]
    spread: tuple[Area, ...]
    unspread: tuple[Area, ...]


def cells(raw: RawTable, mapped: Mapped, markers: Sequence[str] = (), marks: Marks = NO_MARKS) -> Cells:
    """Clean the columns and set aside blank rows and those that are no data.

    Text is NFC; no-break and other odd spaces are plain ones, invisible ones are gone, and none stands at the ends.
    """
    text, kinds = pl.DataFrame(raw.text), pl.DataFrame(raw.kinds)
    names = [str(heading.column) for heading in raw.headings]
    clean = _cleaned(text, kinds, names)
    columns = sorted({feed.column for feed in mapped.feeds})
    fed, others = [str(column) for column in columns], [str(column) for column in mapped.other_rows]
    found = apart(clean, raw.header_row + 1, raw.headings, fed, others, markers, marks.merged)
    has = clean.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    taken = [row for rows in found.values() for row in rows]
    keep = has & ~pl.int_range(clean.height, eager=True).is_in(taken) if taken else has
    merged = _merged(marks.merged, raw, keep)
    spread, unspread = _parted(merged, mapped)
    clean, kinds = _spread(clean, kinds, spread, raw.header_row)
    kept = text.filter(keep)
    examples = _filled(text[list(found.get(EXAMPLE, ()))])
    return Cells(
        frame=_frame(kept, clean.filter(keep), kinds.filter(keep), columns),
        kept=kept,
        left_out=_filled(text) - _filled(kept) - examples,
        examples=examples,
        blank=_blank_between(text, has, keep),
        apart={code: tuple(raw.header_row + 1 + row for row in rows) for code, rows in found.items()},
        spread=spread,
        unspread=unspread,
    )


def _cleaned(text: pl.DataFrame, kinds: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    # what a spreadsheet holds as a number or a date is shown without blanks
    written = kinds.select((pl.all() == Kind.TEXT).any()).row(0, named=True)
    typed = [name for name in names if written[name]]
    unusual = text.select(pl.col(typed).str.contains(_UNUSUAL).any()).row(0, named=True) if typed else {}
    stripped = {name: _plain(pl.col(name)) if unusual[name] else pl.col(name).str.strip_chars() for name in typed}
    return text.select(stripped.get(name, pl.col(name)) for name in names)


def _plain(text: pl.Expr) -> pl.Expr:
    spaced = text.str.replace_all(_INVISIBLE, "").str.replace_all(_ODD_BLANK, " ")
    plain = spaced.str.strip_chars().str.normalize("NFC")
    # what was there may have been invisible; blanks alone are null already
    return pl.when(plain != "").then(plain)


def _merged(areas: Sequence[Area], raw: RawTable, keep: pl.Series) -> Iterator[Area]:
    """Give the merged areas of several data rows."""
    for top, left, bottom, right in areas:
        first, last = top - raw.header_row - 1, min(bottom - raw.header_row - 1, len(keep) - 1)
        if 0 <= first < last and keep[first : last + 1].any():
            yield top, left, raw.header_row + 1 + last, right


def _parted(areas: Iterable[Area], mapped: Mapped) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    readings = {feed.column: feed.reading for feed in mapped.feeds}
    fed = [area for area in areas if area[1] in readings]
    return (
        tuple(area for area in fed if readings[area[1]] not in _NUMERIC),
        tuple(area for area in fed if readings[area[1]] in _NUMERIC),
    )


def _spread(
    clean: pl.DataFrame, kinds: pl.DataFrame, areas: Sequence[Area], header_row: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    by_column: dict[str, tuple[list[int], list[int]]] = {}
    for top, left, bottom, _ in areas:
        rows = range(top - header_row, bottom - header_row)
        places, sources = by_column.setdefault(str(left), ([], []))
        places.extend(rows)
        sources.extend([rows.start - 1] * len(rows))
    for name, (places, sources) in by_column.items():
        clean = clean.with_columns(clean[name].scatter(places, clean[name].gather(sources)))
        kinds = kinds.with_columns(kinds[name].scatter(places, kinds[name].gather(sources)))
    return clean, kinds


def _frame(kept: pl.DataFrame, clean: pl.DataFrame, kinds: pl.DataFrame, columns: Iterable[int]) -> pl.DataFrame:
    series = [kept[ROW]]
    for column in map(str, columns):
        series += [clean[column], kinds[column].alias(f"k{column}"), kept[column].alias(f"w{column}")]
    frame = pl.DataFrame(series)
    highest = kinds.max().row(0, named=True)
    errors = [column for column in map(str, columns) if highest[column] == Kind.ERROR]
    return frame.with_columns(
        pl.when(pl.col(f"k{name}") != Kind.ERROR).then(pl.col(name)).alias(name) for name in errors
    )


def _filled(text: pl.DataFrame) -> int:
    return sum(len(column) - column.null_count() for column in text.iter_columns() if column.name != ROW)


def _blank_between(text: pl.DataFrame, has: pl.Series, keep: pl.Series) -> tuple[int, ...]:
    rows = text[ROW].filter(~has)
    last = text[ROW].filter(keep).max()
    return () if last is None else tuple(row for row in rows.to_list() if row < last)
