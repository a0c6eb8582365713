"""The folder catalogue to what the pages tell of it."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from apertura.model.version import VersionNumber
from apertura.publication.folder.versions import LATEST, checksums, datasets, versions
from apertura.release.files import (
    COLUMNS,
    CORRECTIONS,
    COVERAGE,
    DESCRIPTOR,
    DICTIONARY,
    LINEAGE,
    QUALITY,
    parquet_file,
)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """A file of a version, as a reader downloads it."""

    name: str
    title: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Dataset:
    """The latest version of a dataset; ``versions`` are the folders of all of them, earliest first."""

    name: str
    folder: Path
    descriptor: Mapping[str, Any]
    versions: tuple[Path, ...]

    @property
    def version(self) -> str:
        """Number of the latest version."""
        return self.folder.name

    @property
    def places(self) -> tuple[tuple[str, Path], ...]:
        """Every version by the name that its address has, and the latest once more by its lasting one."""
        return (*((each.name, each) for each in self.versions), (LATEST, self.folder))

    @cached_property
    def table(self) -> pl.DataFrame:
        """Rows of the latest version, typed; options as text."""
        frame = pl.read_parquet(self.folder / parquet_file(self.name))
        return frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))

    @cached_property
    def coverage(self) -> tuple[Row, ...]:
        """Rows of what was expected and what there is; none for a derived dataset."""
        return _rows(self.folder / COVERAGE) if (self.folder / COVERAGE).exists() else ()

    @cached_property
    def corrections(self) -> tuple[Row, ...]:
        """Corrections that were accepted in the files the table comes from."""
        return _rows(self.folder / CORRECTIONS) if (self.folder / CORRECTIONS).exists() else ()

    @cached_property
    def dictionary(self) -> tuple[Row, ...]:
        """Rows of the data dictionary, one per field."""
        return _rows(self.folder / DICTIONARY)

    @cached_property
    def quality(self) -> Mapping[str, Any]:
        """Return the quality report."""
        found: Mapping[str, Any] = json.loads((self.folder / QUALITY).read_bytes())
        return found

    @cached_property
    def lineage_head(self) -> tuple[Row, ...]:
        """First rows of the lineage, with the key of each."""
        return _rows(self.folder / LINEAGE, 3)

    @property
    def schema(self) -> Mapping[str, Any]:
        """Return the Table Schema of the table."""
        found: Mapping[str, Any] = self.descriptor["resources"][0]["schema"]
        return found

    @property
    def key(self) -> list[str]:
        """Names of the fields of the primary key."""
        return list(self.schema["primaryKey"])

    @property
    def is_derived(self) -> bool:
        """Whether it is computed from others: then nobody owes it."""
        return not (self.folder / COVERAGE).exists()

    def size(self, name: str) -> int:
        """Bytes of a file of the latest version."""
        return (self.folder / name).stat().st_size

    def files(self) -> Iterator[File]:
        """Yield the files of the latest version, the table first."""
        titles = {each["path"]: each.get("title", "") for each in self.descriptor["resources"]}
        promised = checksums(self.folder)
        first = [path for path in titles if path in promised]
        for name in (*first, *sorted(promised.keys() - titles.keys())):
            yield File(name, titles.get(name, ""), self.size(name), promised[name])


@dataclass(frozen=True)
class Published:
    """All datasets by name, and the catalogues that travel with them, each as in the newest version that has it."""

    datasets: Mapping[str, Dataset]
    shelves: Mapping[str, tuple[Row, ...]]

    def shelf(self, name: str) -> tuple[Row, ...]:
        """Rows of a catalogue; none where nothing published refers to it."""
        return self.shelves.get(name, ())


def read_published(root: Path) -> Published:
    """Read the catalogue of folders in ``root``, ``latest`` a link or a copy; nothing else is looked at."""
    found = {place.name: _dataset(place) for place in datasets(root) if (place / LATEST / DESCRIPTOR).exists()}
    oldest_first = sorted(found.values(), key=lambda each: (each.descriptor["created"], each.name))
    shelves = {path.stem: path for each in oldest_first for path in sorted(each.folder.glob("*.csv"))}
    own = {*found, *(Path(name).stem for name in (COLUMNS, CORRECTIONS, COVERAGE, DICTIONARY, LINEAGE))}
    return Published(found, {name: _rows(path) for name, path in shelves.items() if name not in own})


def _dataset(place: Path) -> Dataset:
    descriptor = json.loads((place / LATEST / DESCRIPTOR).read_bytes())
    latest = descriptor["version"]
    # one that is there and that ``latest`` does not lead to yet is being published
    every = tuple(place / str(number) for number in versions(place) if number <= VersionNumber.parse(latest))
    return Dataset(place.name, place / latest, descriptor, every)


def _rows(path: Path, most: int | None = None) -> tuple[Row, ...]:
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    return tuple(row for _, row in zip(range(most), reader, strict=False)) if most else tuple(reader)
