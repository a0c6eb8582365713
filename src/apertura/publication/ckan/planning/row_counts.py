"""Two versions of a table to how many rows of one are new, changed or gone in the other, by key."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from apertura.publication.ckan.mapping.sealed import SealedVersion
from apertura.release.canonical_csv import read_csv
from apertura.release.files import data_file


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows by what happens to them."""

    added: int
    changed: int
    gone: int


def row_counts(before: SealedVersion | None, after: SealedVersion) -> RowCounts:
    """Count the rows of the dataset's table; with another key or other fields all are gone, and all are new."""
    new, keys = _table(after)
    if before is None:
        return RowCounts(new.height, 0, 0)
    old, old_keys = _table(before)
    if keys != old_keys or old.columns != new.columns:
        return RowCounts(new.height, 0, old.height)
    added = new.join(old, on=keys, how="anti", nulls_equal=True).height
    same = new.join(old, on=new.columns, how="semi", nulls_equal=True).height
    return RowCounts(added, new.height - added - same, old.height - (new.height - added))


def _table(version: SealedVersion) -> tuple[pl.DataFrame, Sequence[str]]:
    name = data_file(version.dataset)
    path = next(file.path for file in version.files if file.path.name == name)
    [schema] = (each["schema"] for each in version.descriptor["resources"] if each["path"] == name)
    key = schema["primaryKey"]
    return read_csv(path.read_bytes()), [key] if isinstance(key, str) else list(key)
