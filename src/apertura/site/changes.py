"""Versions of a dataset to what changed from each to the next, cell by cell."""

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from apertura.release.canonical_csv import read_csv, write_csv
from apertura.release.cell_changes import ACTION, FIELD, cell_changes
from apertura.release.cell_reasons import with_reasons
from apertura.release.files import LINEAGE, data_file
from apertura.site.published import Dataset

FOLDER = "cambios"
SHOWN = 200
"""Cells that a page shows; the file has all."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a version changed since ``before``, the earlier one; the first has neither it nor ``cells``."""

    number: str
    before: str | None
    date: str
    reasons: tuple[str, ...]
    key: tuple[str, ...]
    cells: pl.DataFrame | None

    @property
    def counts(self) -> Mapping[str, int]:
        """Cells by kind of change."""
        return {} if self.cells is None else Counter(self.cells[ACTION].to_list())

    @property
    def fields(self) -> list[str]:
        """Fields in which some cell changed, as the table has them."""
        return [] if self.cells is None else self.cells[FIELD].unique(maintain_order=True).to_list()

    @property
    def touched(self) -> int:
        """Count rows in which some cell changed."""
        return 0 if self.cells is None else self.cells.select(self.key).n_unique()

    @property
    def shown(self) -> list[dict[str, Any]]:
        """First cells, for a page."""
        return [] if self.cells is None else self.cells.head(SHOWN).to_dicts()


def steps(dataset: Dataset) -> Iterator[Step]:
    """Compare each version with the one before, earliest first."""
    told = {each["version"]: each for each in dataset.descriptor["apertura:cambios"]}
    before: Path | None = None
    for folder in dataset.versions:
        about = told.get(folder.name, {"fecha": dataset.descriptor["created"], "motivos": []})
        cells = None if before is None else _cells(dataset, before, folder)
        number = None if before is None else before.name
        yield Step(folder.name, number, about["fecha"], tuple(about["motivos"]), tuple(dataset.key), cells)
        before = folder


def files(dataset: Dataset, step: Step) -> Iterator[tuple[str, bytes]]:
    """Yield the files with all changes of a version, by their place in the site: for spreadsheets and for programs."""
    if step.cells is None:
        return
    place = f"{FOLDER}/{dataset.name}/{step.number}"
    yield f"{place}.csv", write_csv(step.cells)
    sink = io.BytesIO()
    step.cells.write_parquet(sink, compression="zstd", statistics=True)
    yield f"{place}.parquet", sink.getvalue()


def _cells(dataset: Dataset, before: Path, after: Path) -> pl.DataFrame | None:
    old, new = (read_csv((folder / data_file(dataset.name)).read_bytes()) for folder in (before, after))
    if not set(dataset.key) <= set(old.columns) & set(new.columns):
        return None
    cells = cell_changes(old, new, dataset.key)
    earlier, later = (read_csv((folder / LINEAGE).read_bytes()) for folder in (before, after))
    return with_reasons(cells, earlier, later, dataset.key)
