"""What is published of a dataset and what is about to be, to what differs: for each body, and cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.model.version import PublishedVersion
from apertura.release.canonical_csv import read_csv
from apertura.release.cell_changes import ACTION, AFTER, BEFORE, FIELD, cell_changes

_BODY, _OLD = ":garante", ":antes"
_LINEAGE = "entrega_garante"


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows of one body that come, change and go; ``garante`` is None of a dataset that nobody hands in."""

    garante: str | None
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that differs: its row's key as it is written, how, in which field, and both texts (None where empty)."""

    key: tuple[str, ...]
    action: str
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowDifference:
    """``cells`` are the first so many of ``total``; ``coverage`` counts tables by state, before and after.

    ``comparable`` is false where the rows have another key than before, and cells cannot be told apart.
    """

    key: tuple[str, ...]
    moved: tuple[Moved, ...]
    cells: tuple[CellChange, ...]
    total: int
    coverage: Mapping[str, tuple[int, int]]
    comparable: bool


def difference(
    before: PublishedVersion | None, after: PublishedVersion, key: Sequence[str], most: int
) -> RowDifference:
    """Compare two versions by ``key``, showing ``most`` cells; without one before, all rows come."""
    new = _with_body(after)
    old = _with_body(before) if before else new.clear()
    coverage = _coverage(before, after)
    if not set(key) <= set(old.columns) & set(new.columns):
        return RowDifference(tuple(key), (), (), 0, coverage, comparable=False)
    cells = cell_changes(old.drop(_BODY), new.drop(_BODY), key)
    shown = tuple(_cell(row, key) for row in cells.head(most).iter_rows(named=True))
    return RowDifference(tuple(key), _moved(old, new, key), shown, cells.height, coverage, comparable=True)


def _with_body(version: PublishedVersion) -> pl.DataFrame:
    rows, lineage = read_csv(version.data), read_csv(version.lineage)
    # the lineage of what was computed has a row for each row it was computed from
    handed = _LINEAGE in lineage.columns
    body = lineage[_LINEAGE] if handed else pl.Series([None] * rows.height, dtype=pl.String)
    return rows.with_columns(body.alias(_BODY))


def _moved(old: pl.DataFrame, new: pl.DataFrame, key: Sequence[str]) -> tuple[Moved, ...]:
    added = _counted(new.join(old, on=key, how="anti", nulls_equal=True))
    removed = _counted(old.join(new, on=key, how="anti", nulls_equal=True))
    names = dict.fromkeys(name for name in (*new.columns, *old.columns) if name not in (*key, _BODY))
    both = new.join(old, on=key, how="inner", nulls_equal=True, suffix=_OLD)
    # a field that only one of the two has is empty in the other
    differs = [
        pl.col(name).ne_missing(pl.col(name + _OLD))
        if name in new.columns and name in old.columns
        else pl.col(name).is_not_null()
        for name in names
    ]
    changed = _counted(both.filter(pl.any_horizontal(differs)) if differs else both.clear())
    bodies = sorted(added.keys() | removed.keys() | changed.keys(), key=lambda body: body or "")
    return tuple(Moved(body, added.get(body, 0), changed.get(body, 0), removed.get(body, 0)) for body in bodies)


def _counted(rows: pl.DataFrame) -> dict[str | None, int]:
    return dict(rows.group_by(_BODY).len().iter_rows())


def _cell(row: Mapping[str, str | None], key: Sequence[str]) -> CellChange:
    where = tuple(row[name] or "" for name in key)
    return CellChange(where, row[ACTION] or "", row[FIELD] or "", row[BEFORE], row[AFTER])


def _coverage(before: PublishedVersion | None, after: PublishedVersion) -> Mapping[str, tuple[int, int]]:
    old, new = (_states(version.coverage if version else b"") for version in (before, after))
    return {state: (old.get(state, 0), new.get(state, 0)) for state in sorted(old.keys() | new.keys())}


def _states(coverage: bytes) -> dict[str, int]:
    return dict(read_csv(coverage).group_by("estado").len().iter_rows()) if coverage else {}
