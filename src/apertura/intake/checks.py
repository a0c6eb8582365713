"""Cells as written beside values as read to the issues that reading them raises."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from apertura.intake.dates import SHORT_YEAR, both_ways
from apertura.intake.headings import Feed
from apertura.intake.shown import shown
from apertura.model.issue import Issue, IssueTypes
from apertura.model.ranges import compress
from apertura.model.suggestion import EITHER
from apertura.model.table import ROW, Kind, address

_DAY_AND_MONTH = r"^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](?:[0-9]{4}|[0-9]{2})(?:[^0-9]|$)"


@dataclass(frozen=True, slots=True)
class Check:
    """An issue code, the field it concerns, and where it holds: a boolean expression over the working frame.

    ``once``: one issue for all cells instead of one for each. ``suggest`` makes a suggestion out of a cell's text. It
    holds of no cell whose Kind is below ``least``.
    """

    code: str
    feed: Feed
    where: pl.Expr
    details: Mapping[str, str]
    once: bool = False
    suggest: Callable[[str], str] | None = None
    least: Kind = Kind.EMPTY


@lru_cache(maxsize=1024)
def reading_checks(feeds: tuple[Feed, ...]) -> tuple[Check, ...]:
    """List what to look for in the working frame: columns ``n``, ``kn``, ``wn`` and the fields as read."""
    return tuple(_reading_checks(feeds))


def _reading_checks(feeds: Sequence[Feed]) -> Iterator[Check]:
    first_fed = {feed.column: feed for feed in reversed(feeds)}
    for column, feed in sorted(first_fed.items()):
        yield Check("celda-con-error", feed, pl.col(f"k{column}") == Kind.ERROR, {}, least=Kind.ERROR)
    for feed in feeds:
        number = (pl.col(f"k{feed.column}") == Kind.NUMBER) & pl.col(feed.field.name).is_not_null()
        if feed.reading == "texto" and feed.field.type == "string":
            as_written = pl.col(feed.field.name) == pl.col(f"{feed.column}")
            yield Check("numero-en-columna-de-texto", feed, number & as_written, {}, least=Kind.NUMBER)
            kept_otherwise = pl.col(f"k{feed.column}").is_in([Kind.DATE, Kind.TIME, Kind.BOOLEAN])
            yield Check("celda-que-no-es-texto", feed, kept_otherwise & as_written, {}, least=Kind.DATE)
        if feed.reading in {"fecha", "fecha_hora"}:
            yield from _dates(feed, number)
        if feed.reading == "fraccion":
            yield from _shares(feed)
        if feed.reading == "clave_con_ceros":
            text = pl.col(f"{feed.column}")
            completed = text.str.contains(r"^[0-9]+$") & (pl.col(feed.field.name) != text)
            yield Check("ceros-repuestos", feed, completed, {}, once=True)
        if feed.reading == "porcentaje":
            doubtful = _fractions(feed, number)
            yield Check("porcentaje-dudoso", feed, doubtful, {}, suggest=_hundredfold, least=Kind.NUMBER)


def checks(frame: pl.DataFrame, wanted: Sequence[Check], sheet: str | None, issue_types: IssueTypes) -> list[Issue]:
    """Look for all at once, then place each that holds somewhere."""
    if not wanted or not frame.height:
        return []
    highest = frame.select(pl.col(f"k{column}").max() for column in {check.feed.column for check in wanted})
    kinds = highest.row(0, named=True)
    likely = [check for check in wanted if kinds[f"k{check.feed.column}"] >= check.least]
    if not likely:
        return []
    masks = frame.select(check.where.fill_null(value=False).alias(str(number)) for number, check in enumerate(likely))
    issues: list[Issue] = []
    for mask, check, holds in zip(masks.iter_columns(), likely, masks.max().row(0), strict=True):
        if holds:
            issues += _issues(frame.filter(mask), check, sheet, issue_types)
    return issues


def _dates(feed: Feed, number: pl.Expr) -> Iterator[Check]:
    text, read = pl.col(f"{feed.column}"), pl.col(feed.field.name).str.contains(r"^[0-9]{4}-")
    yield Check("serie-convertida", feed, number & read, {}, once=True, least=Kind.NUMBER)
    yield Check("anio-de-dos-cifras", feed, text.str.contains(SHORT_YEAR) & read, {}, once=True)
    first, second = (text.str.extract(_DAY_AND_MONTH, group).cast(pl.UInt8, strict=False) for group in (1, 2))
    month_first = (first <= 12) & second.is_between(13, 31)
    doubtful = (first <= 12) & (second <= 12) & (first != second) & month_first.any()
    yield Check("fecha-ambigua", feed, doubtful, {}, suggest=_either)


def _either(text: str) -> str:
    return " o ".join(both_ways(text.strip()) or ())


def _shares(feed: Feed) -> Iterator[Check]:
    text, read = pl.col(f"{feed.column}"), pl.col(feed.field.name)
    bare = text.str.contains(r"^[0-9.]+$")
    yield Check("fraccion-convertida", feed, bare & (text != read), {}, once=True)
    yield Check("fraccion-dudosa", feed, bare & (text.cast(pl.Float64, strict=False) > 1), {})


def _fractions(feed: Feed, number: pl.Expr) -> pl.Expr:
    value = pl.when(number).then(pl.col(f"{feed.column}")).cast(pl.Float64, strict=False)
    written = value.filter(value != 0)
    doubtful = written.is_between(0, 1).all() & (written < 1).any() & (written.len() > 0)
    return number & (value != 0) & doubtful


def _hundredfold(text: str) -> str:
    return shown(float(f"{float(text) * 100:.12g}"))


def _issues(frame: pl.DataFrame, check: Check, sheet: str | None, issue_types: IssueTypes) -> Iterator[Issue]:
    column = check.feed.column
    places = list(frame.select(ROW, f"w{column}").iter_rows())
    if check.once:
        row, value = places[0]
        yield Issue(
            issue_types[check.code],
            sheet=sheet,
            cell=compress((column, row) for row, _ in places),
            row=row,
            field=check.feed.field.name,
            value=value,
            details=check.details,
            count=len(places),
        )
        return
    for row, value in places:
        yield Issue(
            issue_types[check.code],
            sheet=sheet,
            cell=address(column, row),
            row=row,
            field=check.feed.field.name,
            value=value,
            suggestion=check.suggest(value) if check.suggest else None,
            confidence=EITHER if check.suggest else None,
            details=check.details,
        )
