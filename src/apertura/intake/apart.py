"""Cleaned rows to those that are no data rows, by the code of the issue that says so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import polars as pl

from apertura.intake.dates import month_numbers
from apertura.intake.folding import folding
from apertura.intake.sheet import Area
from apertura.model.table import Heading

REPEATED = "encabezados-repetidos"
SECTION = "fila-de-seccion"
FOOT = "total-o-nota"
EXAMPLE = "fila-de-muestra"
OTHER = "fila-de-otro-conjunto"
RULE = "fila-de-guiones"

_EXAMPLE = re.compile(r"ej(?:emplo)?\.? ?\d{1,2} ?[.):-]", re.IGNORECASE)
_EXAMPLES_WITHIN = 20
_DASHES = r"^[-‐‑–—―_=*]+$"
_PART_OF_YEAR = re.compile(
    r"(?:\d{4}|(?:primer|segundo|tercer|cuarto|\d ?(?:er|do|to|o|°)?)\.? (?:trimestre|semestre|bimestre)(?: .*)?"
    r"|([a-z]+)(?: (?:del? )?\d{4})?)"
)


def apart(
    clean: pl.DataFrame,
    first_row: int,
    headings: Sequence[Heading],
    fed: Sequence[str],
    others: Sequence[str],
    markers: Sequence[str],
    merged: Sequence[Area],
) -> Mapping[str, tuple[int, ...]]:
    """Find the rows to set aside, by their place in ``clean`` (one column per heading, null where blank).

    Repetitions of the headings, examples that a template brings, rows of another dataset (with a value in one of the
    ``others``), rules drawn with dashes from cell to cell, titles of sections (a month or a year alone, or one merged
    cell), and totals and notes: rows that begin with one of ``markers``, and below the last of these all to the end. A
    row that fills at least half of what rows usually fill in the ``fed`` columns is no section, and no total unless its
    first text is a marker and nothing else.
    """
    filled, first = _outline(clean, fed)
    has = first.is_not_null()
    repeated = _repeated(clean, headings)
    sparse = _sparse(filled, has)
    found: dict[str, list[int]] = {REPEATED: repeated.arg_true().to_list(), SECTION: [], EXAMPLE: [], FOOT: []}
    found[EXAMPLE] = [row for row, cells in enumerate(clean.head(_EXAMPLES_WITHIN).iter_rows()) if _is_example(cells)]
    found[RULE] = [row for row in first.str.contains(_DASHES).arg_true().to_list() if _is_rule(clean.row(row))]
    if others:
        found[OTHER] = clean.select(pl.any_horizontal(pl.col(others).is_not_null())).to_series().arg_true().to_list()
        neither = {*found[REPEATED], *found[RULE]}
        found[OTHER] = [row for row in found[OTHER] if row not in neither]
    taken = {row for rows in found.values() for row in rows}
    across = {top - first_row for top, left, bottom, right in merged if top == bottom and right > left}
    for row in (sparse & has).arg_true().to_list():
        if row not in taken and _is_section(clean.row(row), merged=row in across):
            found[SECTION].append(row)
    taken.update(found[SECTION])
    found[FOOT] = _foot(first, sparse, has, taken, markers)
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


def _outline(clean: pl.DataFrame, fed: Sequence[str]) -> tuple[pl.Series, pl.Series]:
    """Give each row's number of filled cells among the ``fed`` columns, and its first text."""
    filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in fed) if fed else pl.lit(0)
    outline = clean.select(first=pl.coalesce(pl.all()), filled=filled)
    return outline["filled"], outline["first"]


def _sparse(filled: pl.Series, has: pl.Series) -> pl.Series:
    # not the median: titles, subtotals and notes may be as many as the rows of data
    usual = filled.filter(has).quantile(0.75, "nearest") or 0
    return filled * 2 < usual


def _is_example(cells: Sequence[str | None]) -> bool:
    return any(cell is not None and cell[0] in "eE" and _EXAMPLE.match(cell) for cell in cells)


def _is_rule(cells: Sequence[str | None]) -> bool:
    """Tell a row of nothing but dashes: three at least, as one alone may say that there is nothing to report."""
    texts = [cell for cell in cells if cell is not None]
    return all(re.fullmatch(_DASHES, text) for text in texts) and sum(map(len, texts)) > 2


def _is_section(cells: Sequence[str | None], *, merged: bool) -> bool:
    texts = [cell for cell in cells if cell is not None]
    if len(texts) != 1:
        return False
    found = _PART_OF_YEAR.fullmatch(folding(texts[0]))
    return merged or (found is not None and (found[1] is None or found[1] in month_numbers()))


def _foot(first: pl.Series, sparse: pl.Series, has: pl.Series, taken: set[int], markers: Sequence[str]) -> list[int]:
    """Find totals and notes among the rows that nothing else has ``taken``, and what stands below the last of them."""
    ends = [row for row in _marked(first, sparse & has, markers) if row not in taken]
    no_data = taken.union(ends)
    last = next((row for row in reversed((has & ~sparse).arg_true().to_list()) if row not in no_data), -1)
    foot = min((row for row in ends if row > last), default=len(first))
    below = (row for row in range(foot, len(first)) if has[row] and row not in taken)
    return sorted({*ends, *below})


def _marked(first: pl.Series, sparse: pl.Series, markers: Sequence[str]) -> Iterator[int]:
    if not markers:
        return
    whole = {marker.rstrip(" :.") for marker in markers}
    # few texts begin like a marker: the others need no folding
    likely = first.str.contains(_beginning(tuple(markers))).fill_null(value=False) | sparse
    for row in likely.arg_true().to_list():
        text = folding(first[row])
        if text.rstrip(" :.") in whole or (sparse[row] and text.startswith(tuple(markers))):
            yield row


@lru_cache(maxsize=64)
def _beginning(markers: Sequence[str]) -> str:
    # the second letter may have an accent, which folding takes away, or be any blank
    options = {rf"{re.escape(marker[0])}(?:{re.escape(marker[1:2])}|[^\x00-\x7f]|\s|$)" for marker in markers}
    return rf"^(?i:{'|'.join(sorted(options))})"
