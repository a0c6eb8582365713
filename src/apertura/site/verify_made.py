"""What a site makes of the versions that it has, to where it is not what they give: changes and whole downloads."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from apertura.release.canonical_csv import read_csv
from apertura.release.files import parquet_file
from apertura.site import bundle, changes
from apertura.site.published import Dataset, Published

Broken = tuple[str, str]
"""Id of a phrase, and the place in the site that it is said of."""


def verify_made(site: Path, published: Published) -> Iterator[Broken]:
    """Make each again and compare what it holds, not its bytes: other releases of the libraries write others."""
    yield from _changes(site, published)
    yield from _bundles(site, published)


def _changes(site: Path, published: Published) -> Iterator[Broken]:
    wanted: dict[str, bytes] = {}
    for dataset in published.datasets.values():
        for step in changes.steps(dataset):
            wanted.update(changes.files(dataset, step))
    there = {path.relative_to(site).as_posix() for path in site.glob(f"{changes.FOLDER}/*/*")}
    for name in sorted(there | wanted.keys()):
        if name not in there:
            yield "broken.missing", name
        elif name not in wanted or not _rows(name, (site / name).read_bytes()).equals(_rows(name, wanted[name])):
            yield "site.changes", name


def _rows(name: str, content: bytes) -> pl.DataFrame:
    return read_csv(content) if name.endswith(".csv") else pl.read_parquet(io.BytesIO(content))


def _bundles(site: Path, published: Published) -> Iterator[Broken]:
    if (site / bundle.CONTENTS).read_bytes() != bundle.contents(published):
        yield "site.bundle", bundle.CONTENTS
    if _zipped((site / bundle.ZIP).read_bytes()) != _zipped(bundle.archive(published)):
        yield "site.bundle", bundle.ZIP
    for name in _otherwise_in_duckdb(site / bundle.DATABASE, published):
        yield "site.bundle", f"{bundle.DATABASE} ({name})"
    for dataset in published.datasets.values():
        place = f"{bundle.FOLDER}/parquet/{dataset.name}"
        if not _same_parts(site, place, dataset):
            yield "site.bundle", place


def _zipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def _otherwise_in_duckdb(place: Path, published: Published) -> Iterator[str]:
    import duckdb

    with duckdb.connect(str(place), read_only=True) as base:
        there = [name for (name,) in base.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        yield from sorted(set(there) ^ published.datasets.keys())
        for name in sorted(set(there) & published.datasets.keys()):
            file = str(published.datasets[name].folder / parquet_file(name))
            base.execute(f"CREATE TEMP VIEW published AS FROM read_parquet({bundle.text(file)})")
            ways = (("published", f"main.{name}"), (f"main.{name}", "published"))
            lost = [
                base.execute(f"FROM (FROM {one} EXCEPT ALL FROM {other}) LIMIT 1").fetchall() for one, other in ways
            ]
            columns = [base.execute(f"DESCRIBE {one}").fetchall() for one, _ in ways]
            if any(lost) or columns[0] != columns[1]:
                yield name
            base.execute("DROP VIEW published")


def _same_parts(site: Path, place: str, dataset: Dataset) -> bool:
    wanted = dict(bundle.partitions(dataset))
    there = {path.relative_to(site).as_posix() for path in (site / place).rglob("*.parquet")}
    return there == wanted.keys() and all(
        pl.read_parquet(site / name).equals(pl.read_parquet(io.BytesIO(content))) for name, content in wanted.items()
    )
