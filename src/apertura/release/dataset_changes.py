"""What is published and what is about to be, to the reasons that descriptions, licence and coverage give."""

from collections.abc import Iterator

import polars as pl

from apertura.model.version import PublishedVersion
from apertura.release.canonical_csv import read_csv
from apertura.release.descriptor import descriptive
from apertura.release.draft import Draft
from apertura.release.files import catalogue_file, digest
from apertura.release.phrases import say
from apertura.release.reason import Level, Reason

_PAIR = ["organismo_id", "periodo_id"]


def dataset_changes(draft: Draft, before: PublishedVersion, *, rows_moved: bool) -> tuple[Reason, ...]:
    """Tell what changed around the data.

    MAJOR: licence. PATCH: titles and descriptions, catalogues, and coverage (what is expected of whom, what is there).
    ``rows_moved`` says that rows came or went, which tells of the tables that came or went.
    """
    return (
        *_licence(draft, before),
        *_words(draft, before),
        *_catalogues(draft, before),
        *(_coverage(draft.coverage_csv, before, rows_moved=rows_moved) if draft.coverage_csv else ()),
    )


def _licence(draft: Draft, before: PublishedVersion) -> Iterator[Reason]:
    if descriptive(draft)["licenses"] != before.descriptor["licenses"]:
        yield Reason(Level.MAJOR, say("licence.changed", licence=draft.definition.licence.title))


def _words(draft: Draft, before: PublishedVersion) -> Iterator[Reason]:
    words = {name: value for name, value in descriptive(draft).items() if name != "licenses"}
    if any(before.descriptor.get(name) != value for name, value in words.items()):
        yield Reason(Level.PATCH, say("dataset.described"))


def _catalogues(draft: Draft, before: PublishedVersion) -> Iterator[Reason]:
    for name, (catalogue, content) in draft.catalogues.items():
        # one that is new, or gone, comes with a reference of the schema that says so
        if before.checksums.get(catalogue_file(name), digest(content)) != digest(content):
            yield Reason(Level.PATCH, say("catalogue.changed", catalogue=catalogue.title))


def _coverage(coverage_csv: bytes, before: PublishedVersion, *, rows_moved: bool) -> Iterator[Reason]:
    old, new = (_facts(content) for content in (before.coverage, coverage_csv))
    pairs = old.join(new, on=_PAIR, how="full", coalesce=True, suffix="_new")
    moved = pairs.filter(
        pl.col("estado").ne_missing(pl.col("estado_new")),
        pl.lit(not rows_moved) | pl.col("there").fill_null(value=False).eq(pl.col("there_new").fill_null(value=False)),
    )
    counted = moved.group_by("periodo_id").len().sort("periodo_id")
    for period, count in counted.iter_rows():
        yield Reason(Level.PATCH, say("coverage.changed", count, period=period))


def _facts(content: bytes) -> pl.DataFrame:
    return read_csv(content).select(*_PAIR, "estado", pl.col("archivo_sha256").is_not_null().alias("there"))
