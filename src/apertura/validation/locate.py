"""Faults to issues: index and field become sheet, cell, row and text as the steward sees them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import polars as pl

from apertura.model.issue import Issue, IssueType, IssueTypes
from apertura.model.table import NormalisedTable, address
from apertura.validation.tableschema.fault import Fault


def locate(
    faults: Iterable[Fault], table: NormalisedTable, texts: pl.DataFrame, rows: pl.Series, types: IssueTypes
) -> tuple[Issue, ...]:
    """Give each fault its place, in the order of the sheet: top to bottom, faults of whole columns first.

    The cells are those of all the fields; the text is that of the fields the fault is about, and the field is named
    where that is one. A field filled from the submission has no cell.
    """
    numbers = rows.to_list()
    column = cache(lambda name: texts[name].to_list())
    issues = [
        Issue(
            type=_type(types, fault.code),
            sheet=table.sheet,
            cell=", ".join(_cells(fault, table.columns, numbers)) or None,
            row=None if fault.index is None else numbers[fault.index],
            field=_field(fault),
            value=None if fault.index is None else _value([column(name)[fault.index] for name in _about(fault)]),
            suggestion=fault.suggestion.text if fault.suggestion else None,
            confidence=fault.suggestion.confidence if fault.suggestion else None,
            details=fault.details,
            count=fault.count,
        )
        for fault in faults
    ]
    return tuple(sorted(issues, key=lambda issue: issue.row or 0))


def _about(fault: Fault) -> tuple[str, ...]:
    return fault.fields if fault.about is None else fault.about


def _field(fault: Fault) -> str | None:
    return _about(fault)[0] if len(_about(fault)) == 1 else None


def _type(types: IssueTypes, code: str) -> IssueType:
    """Type of a code; one without a row of its own (``type-error-any``) takes that of the code it refines."""
    return types[code] if code in types else types[code.rpartition("-")[0]]


def _cells(fault: Fault, columns: Mapping[str, int], rows: list[int]) -> Iterator[str]:
    if fault.index is None:
        return
    for name in fault.fields:
        if name in columns:
            yield address(columns[name], rows[fault.index])


def _value(texts: list[str | None]) -> str | None:
    return ", ".join(text for text in texts if text is not None) or None
