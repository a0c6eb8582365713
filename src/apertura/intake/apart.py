"""Cleaned rows to those that are no data rows, by the code of the issue that says so."""

import re
from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from apertura.intake.dates import month_numbers
from apertura.intake.folding import folding
from apertura.intake.sheet import Area
from apertura.model.table import Heading

REPEATED = "encabezados-repetidos"
SECTION = "fila-de-seccion"
FOOT = "total-o-nota"
EXAMPLE = "fila-de-muestra"

_EXAMPLE = re.compile(r"ej(?:emplo)?\.? ?\d{1,2} ?[.):-]", re.IGNORECASE)
_EXAMPLES_WITHIN = 20
_PART_OF_YEAR = re.compile(
    r"(?:\d{4}|(?:primer|segundo|tercer|cuarto|\d ?(?:er|do|to|o|°)?)\.? (?:trimestre|semestre|bimestre)(?: .*)?"
    r"|([a-z]+)(?: (?:del? )?\d{4})?)"
)


def apart(
    clean: pl.DataFrame,
    first_row: int,
    headings: Sequence[Heading],
    fed: Sequence[str],
    markers: Sequence[str],
    merged: Sequence[Area],
) -> Mapping[str, tuple[int, ...]]:
    """Find the rows to set aside, by their place in ``clean`` (one column per heading, null where blank).

    Repetitions of the headings, examples that a template brings, titles of sections (a month or a year alone, or one
    merged cell), and totals and notes: rows that begin with one of ``markers``, and below the last of these all to the
    end. A row that fills at least half of what rows usually fill in the ``fed`` columns is only set aside where it
    repeats the headings, is an example, or has a marker and nothing else in its first cell.
    """
    has = clean.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    repeated = _repeated(clean, headings)
    sparse = _sparse(clean, fed, has)
    found: dict[str, list[int]] = {REPEATED: repeated.arg_true().to_list(), SECTION: [], EXAMPLE: [], FOOT: []}
    found[EXAMPLE] = [row for row, cells in enumerate(clean.head(_EXAMPLES_WITHIN).iter_rows()) if _is_example(cells)]
    taken = {*found[REPEATED], *found[EXAMPLE]}
    for row in (sparse & has).arg_true().to_list():
        if row not in taken and _is_section(clean.row(row), first_row + row, merged):
            found[SECTION].append(row)
    taken.update(found[SECTION])
    ends = [row for row in _marked(clean, sparse, has, markers) if row not in taken]
    whole = (has & ~sparse).arg_true().to_list()
    last = max((row for row in whole if row not in taken and row not in ends), default=-1)
    foot = min((row for row in ends if row > last), default=clean.height)
    below = (row for row in has.arg_true().to_list() if row >= foot and row not in taken)
    found[FOOT] = sorted({*ends, *below})
    return {code: tuple(rows) for code, rows in found.items() if rows}


def _repeated(clean: pl.DataFrame, headings: Sequence[Heading]) -> pl.Series:
    """Tell the rows that say the headings again, as exports by page do: two cells at least, and nothing else."""
    levels = max((len(heading.levels) for heading in headings), default=0)
    repeated = pl.repeat(value=False, n=clean.height, eager=True)
    for level in range(levels):
        texts = {str(one.column): " ".join(one.levels[level].split()) for one in headings if one.levels[level]}
        said = [name for name, text in texts.items() if (clean[name] == text).any()]
        if len(said) > 1:
            again = pl.sum_horizontal(pl.col(name).eq(texts[name]) for name in said)
            repeated |= clean.select((again >= 2) & (again == pl.sum_horizontal(pl.all().is_not_null()))).to_series()
    return repeated


def _sparse(clean: pl.DataFrame, fed: Sequence[str], has: pl.Series) -> pl.Series:
    if not fed or not has.any():
        return pl.repeat(value=False, n=clean.height, eager=True)
    filled = clean.select(pl.sum_horizontal(pl.col(name).is_not_null() for name in fed)).to_series()
    usual = filled.filter(has).median()
    return filled * 2 < usual


def _is_example(cells: Sequence[str | None]) -> bool:
    return any(cell is not None and _EXAMPLE.match(cell) for cell in cells)


def _is_section(cells: Sequence[str | None], row: int, merged: Sequence[Area]) -> bool:
    texts = [cell for cell in cells if cell is not None]
    if len(texts) != 1:
        return False
    found = _PART_OF_YEAR.fullmatch(folding(texts[0]))
    in_time = found is not None and (found[1] is None or found[1] in month_numbers())
    return in_time or any(top == row == bottom and right > left for top, left, bottom, right in merged)


def _marked(clean: pl.DataFrame, sparse: pl.Series, has: pl.Series, markers: Sequence[str]) -> Iterator[int]:
    if not markers or not has.any():
        return
    first = clean.select(pl.coalesce(pl.all()).str.to_lowercase()).to_series()
    beginnings = tuple({marker[:3] for marker in markers})
    likely = first.str.slice(0, 3).is_in(beginnings) | (sparse & has)
    for row in likely.fill_null(value=False).arg_true().to_list():
        text = folding(first[row])
        alone = text.rstrip(" :.") in {marker.rstrip(" :.") for marker in markers}
        if alone or (sparse[row] and text.startswith(tuple(markers))):
            yield row
