"""Two tables side by side to what differs more, or less, than is to be expected."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import polars as pl

from apertura.model.comparison import Comparison, ComparisonKind
from apertura.model.definition import DatasetDefinition
from apertura.model.issue import IssueType, IssueTypes
from apertura.validation.earlier import Earlier
from apertura.validation.explanations import explanation, naming, newly_written
from apertura.validation.lay_beside import BEFORE, INDEX, Beside, lay_beside
from apertura.validation.tableschema.cells import Cells
from apertura.validation.tableschema.fault import Fault

EXPLAINED = "-explicada"
"""What the code of a difference ends in once its steward has explained it."""

LISTED = 40
"""Keys of missing rows that are named in a message."""


def compare(definition: DatasetDefinition, cells: Mapping[str, Cells], earlier: Earlier | None) -> Iterator[Fault]:
    """Find what each comparison of the dataset tells of a table beside the accepted one of an earlier period.

    Rows are paired by key. What cannot be read is not compared. A difference that is explained, in the field that its
    comparison names and with a text that was not there before, has the code that ends in EXPLAINED.
    """
    if earlier is None or not definition.comparisons:
        return
    beside = lay_beside(definition, cells, earlier)
    for comparison in definition.comparisons:
        if earlier.same_year or not comparison.within_year:
            yield from _KINDS[comparison.kind](comparison, beside, definition)


def compared_types(definition: DatasetDefinition, general: IssueTypes) -> IssueTypes:
    """Issue types of the comparisons, by code: as declared, and explained."""
    declared = [comparison.issue_type for comparison in definition.comparisons]
    explained = [_explained(type_, general["diferencia-explicada"]) for type_ in declared]
    return {type_.code: type_ for type_ in (*declared, *explained)}


def compared_codes(definition: DatasetDefinition) -> frozenset[str]:
    """Codes of what the comparisons tell, explained or not."""
    codes = [comparison.issue_type.code for comparison in definition.comparisons]
    return frozenset((*codes, *(f"{code}{EXPLAINED}" for code in codes)))


def _explained(type_: IssueType, ending: IssueType) -> IssueType:
    return replace(
        type_,
        code=f"{type_.code}{EXPLAINED}",
        severity=ending.severity,
        message_es=f"{type_.message_es} {ending.message_es}",
        message_en=f"{type_.message_en} {ending.message_en}",
        remedy_es=ending.remedy_es,
        remedy_en=ending.remedy_en,
    )


def _falls(comparison: Comparison, beside: Beside, _: DatasetDefinition) -> Iterator[Fault]:
    now, before = _numbers(comparison)
    yield from _in_rows(comparison, beside, now < before - comparison.limits["tolerance"])


def _jumps(comparison: Comparison, beside: Beside, _: DatasetDefinition) -> Iterator[Fault]:
    now, before = _numbers(comparison)
    factor, at_least = comparison.limits["factor"], comparison.limits["at_least"]
    # a start from nothing, or an end in it, is no jump
    there = (now > 0) & (before > 0) & (pl.max_horizontal(now, before) >= at_least)
    yield from _in_rows(comparison, beside, there & ((now >= before * factor) | (before >= now * factor)))


def _missing(comparison: Comparison, beside: Beside, definition: DatasetDefinition) -> Iterator[Fault]:
    explained = naming(beside, comparison.justification, beside.gone)
    silent = [key for key in beside.gone if key not in explained]
    about = tuple(name for name in definition.schema.primary_key if name not in definition.context)
    counts = {"antes": str(beside.before.height), "ahora": str(beside.now.height)}
    for keys, justification in ((silent, None), (list(explained), next(iter(explained.values()), None))):
        if keys:
            listed = "; ".join(", ".join(key) for key in keys[:LISTED]) + ("…" if len(keys) > LISTED else "")
            yield _fault(comparison, beside, None, {**counts, "faltan": listed}, justification, len(keys), about)


def _constants(comparison: Comparison, beside: Beside, _: DatasetDefinition) -> Iterator[Fault]:
    name = str(comparison.field)
    now, before = (frame[name].drop_nulls() for frame in (beside.now, beside.before))
    enough = min(len(now), len(before)) >= comparison.limits["rows"]
    if enough and not beside.unknown[name] and now.n_unique() == 1 < before.n_unique():
        said = pl.select(_shown(pl.lit(now[:1]))).item()
        details = {"antes": str(before.n_unique()), "ahora": said}
        justification = explanation(beside, comparison.justification, pl.col(name).is_not_null())
        yield _fault(comparison, beside, None, details, justification, len(now), (name,))


def _copies(comparison: Comparison, beside: Beside, definition: DatasetDefinition) -> Iterator[Fault]:
    height = beside.now.height
    apart = {*comparison.apart, *definition.context, comparison.justification}
    names = [field.name for field in definition.schema.fields if field.name not in apart]
    if height < comparison.limits["rows"] or not height == beside.before.height == beside.both.height:
        return
    same = (pl.col(name).cast(pl.String).eq_missing(pl.col(f"{name}{BEFORE}").cast(pl.String)) for name in names)
    if not any(beside.unknown.values()) and beside.both.select(pl.all_horizontal(same).all()).item():
        details = {"antes": str(beside.before.height), "ahora": str(height)}
        justification = explanation(beside, comparison.justification)
        yield _fault(comparison, beside, None, details, justification, height, tuple(names))


_Kind = Callable[[Comparison, Beside, DatasetDefinition], Iterator[Fault]]

_KINDS: Mapping[ComparisonKind, _Kind] = {
    ComparisonKind.FALL: _falls,
    ComparisonKind.JUMP: _jumps,
    ComparisonKind.MISSING: _missing,
    ComparisonKind.CONSTANT: _constants,
    ComparisonKind.COPY: _copies,
}


def _numbers(comparison: Comparison) -> tuple[pl.Expr, pl.Expr]:
    name = str(comparison.field)
    now, before = (pl.col(each).cast(pl.Float64, strict=False) for each in (name, f"{name}{BEFORE}"))
    return now, before


def _in_rows(comparison: Comparison, beside: Beside, where: pl.Expr) -> Iterator[Fault]:
    name = str(comparison.field)
    found = beside.both.filter(where).select(
        INDEX, _shown(pl.col(f"{name}{BEFORE}")), _shown(pl.col(name)), newly_written(comparison.justification)
    )
    for index, before, now, justification in found.iter_rows():
        details = {"antes": before, "ahora": now}
        yield _fault(comparison, beside, index, details, justification, 1, (name,))


def _fault(
    comparison: Comparison,
    beside: Beside,
    index: int | None,
    details: Mapping[str, str],
    justification: str | None,
    count: int,
    fields: tuple[str, ...],
) -> Fault:
    code = comparison.issue_type.code if justification is None else f"{comparison.issue_type.code}{EXPLAINED}"
    told = {"periodo_anterior": beside.period, "justificacion": justification or "", **details}
    return Fault(index, fields, code, told, count=count)


def _shown(value: pl.Expr) -> pl.Expr:
    """Write a value as a person would: 45.50 is 45.5."""
    text = value.cast(pl.String)
    trimmed = text.str.strip_chars_end("0").str.strip_chars_end(".")
    return pl.when(text.str.contains(r"^-?\d+\.\d+$")).then(trimmed).otherwise(text)
