"""RawTable and its mapping to a working frame: cleaned text and kind of every mapped column, data rows only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.intake.headings import Mapped
from apertura.model.table import ROW, Heading, Kind, RawTable

_INVISIBLE = r"[\u{200b}-\u{200d}\u{2060}\u{feff}]"
_ODD_BLANK = r"[\u{a0}\u{1680}\u{2000}-\u{200a}\u{202f}\u{205f}\u{3000}]"
# every text made of other characters is its own NFC (a slow thing to find out), and strip_chars is all it needs
_UNUSUAL = rf"{_ODD_BLANK}|{_INVISIBLE}|[\u{{300}}-\u{{1fff}}\u{{20d0}}-\u{{10ffff}}]"


@dataclass(frozen=True, slots=True)
class Cells:
    """Data rows of a table.

    ``frame`` has ROW and, for each mapped column number n, ``n`` (cleaned text, null where blank or an error), ``kn``
    (Kind) and ``wn`` (text as written); ``kept`` has every column as written. ``left_out`` counts the non-empty cells
    of the rows that are no data rows: blank ones and repeated headings. ``blank`` numbers the blank rows between data
    rows.
    """

    frame: pl.DataFrame
    kept: pl.DataFrame
    left_out: int
    blank: tuple[int, ...]


def cells(raw: RawTable, mapped: Mapped) -> Cells:
    """Clean the columns and set aside blank rows and repetitions of the headings.

    Text is NFC; no-break and other odd spaces are plain ones, invisible ones are gone, and none stands at the ends.
    """
    text, kinds = pl.DataFrame(raw.text), pl.DataFrame(raw.kinds)
    names = [str(heading.column) for heading in raw.headings]
    clean = _cleaned(text, names)
    has = clean.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    keep = has & ~_repeats(clean, raw.headings)
    kept = text.filter(keep)
    columns = sorted({feed.column for feed in mapped.feeds})
    return Cells(
        frame=_frame(kept, clean.filter(keep), kinds.filter(keep), columns),
        kept=kept,
        left_out=_filled(text) - _filled(kept),
        blank=_blank_between(text, has),
    )


def _cleaned(text: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    unusual = text.select(pl.col(names).str.contains(_UNUSUAL).any()).row(0, named=True)
    plain = (_plain(pl.col(name)) if unusual[name] else pl.col(name).str.strip_chars() for name in names)
    return text.select(plain).select(pl.when(pl.all() != "").then(pl.all()))


def _plain(text: pl.Expr) -> pl.Expr:
    spaced = text.str.replace_all(_INVISIBLE, "").str.replace_all(_ODD_BLANK, " ")
    return spaced.str.strip_chars().str.normalize("NFC")


def _repeats(clean: pl.DataFrame, headings: Sequence[Heading]) -> pl.Series:
    """Tell the rows that say the headings again, as exports by page do: two cells at least, and nothing else."""
    said = [heading for heading in headings if (clean[str(heading.column)] == heading.text).any()]
    if len(said) < 2:
        return pl.repeat(value=False, n=clean.height, eager=True)
    again = pl.sum_horizontal(pl.col(str(heading.column)).eq(heading.text) for heading in said)
    return clean.select((again >= 2) & (again == pl.sum_horizontal(pl.all().is_not_null()))).to_series()


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


def _blank_between(text: pl.DataFrame, has: pl.Series) -> tuple[int, ...]:
    rows = text[ROW].filter(~has)
    last = text[ROW].filter(has).max()
    return () if last is None else tuple(row for row in rows.to_list() if row < last)
