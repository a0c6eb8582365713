"""Definition and acceptances to a draft: all of a version but its number and what depends on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from apertura.model.definition import Catalogue, DatasetDefinition, Definitions
from apertura.model.submission import DEMO_CHANNEL
from apertura.model.table import Arrow
from apertura.model.version import Acceptance
from apertura.release.canonical_csv import write_csv
from apertura.release.catalogues import catalogue_csv, referenced
from apertura.release.columns import columns
from apertura.release.corrections import corrections
from apertura.release.coverage import coverage
from apertura.release.national import National, national
from apertura.release.parent_keys import ParentKeys, parent_keys
from apertura.release.phrases import say
from apertura.release.published_schema import published_schema


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be published. ``schema`` is the published Table Schema; the bytes are the CSV files.

    ``created`` is the latest instant a submission in it was received (UTC): nothing depends on the clock.
    ``coverage_csv`` is None where nobody hands the dataset in; its ``table`` has no origin then: that of each row is in
    the lineage. ``columns_csv`` is None where no column is known, and ``corrections_csv`` where no file that stands was
    corrected. ``sources`` are as Data Package writes them. ``catalogues`` are those that the schema refers to, and
    those that they refer to, with their CSV; ``parents`` the datasets that it refers to.
    """

    definition: DatasetDefinition
    schema: Mapping[str, Any]
    demo: bool
    title: str
    description: str
    table: National
    coverage: pl.DataFrame
    data_csv: bytes
    lineage_csv: bytes
    coverage_csv: bytes | None
    columns_csv: bytes | None
    corrections_csv: bytes | None
    catalogues: Mapping[str, tuple[Catalogue, bytes]]
    parents: Mapping[str, ParentKeys]
    created: datetime
    start: date
    end: date
    sources: tuple[Mapping[str, str], ...]


def draft(
    definition: DatasetDefinition,
    definitions: Definitions,
    acceptances: Sequence[Acceptance],
    withheld: Sequence[Acceptance],
    parents: Mapping[str, Arrow],
) -> Draft:
    """Assemble what there is to publish of at least one acceptance; UnpublishableTableError as ``national``.

    ``withheld`` are the acceptances that are only told of; ``parents`` the rows of the datasets that keys name.
    """
    table = national(definition, acceptances, definitions.periods_in_order)
    covered = coverage(definition, definitions, [*acceptances, *withheld], table.origin, withheld)
    submissions = [acceptance.submission for acceptance in acceptances]
    periods = [definitions.periods[submission.period] for submission in submissions]
    demo = any(submission.channel == DEMO_CHANNEL for submission in submissions)
    return Draft(
        definition=definition,
        schema=published_schema(definition.schema.descriptor),
        demo=demo,
        title=title(definition, demo=demo),
        description=description(definition, demo=demo),
        table=table,
        coverage=covered,
        data_csv=write_csv(table.data),
        lineage_csv=write_csv(pl.concat([_key(definition, table), table.origin], how="horizontal")),
        coverage_csv=write_csv(covered),
        columns_csv=columns(definition, acceptances),
        corrections_csv=corrections(acceptances),
        catalogues={each.name: (each, catalogue_csv(each)) for each in referenced(definition, definitions)},
        parents=parent_keys(definition, definitions, parents),
        created=max(submission.received for submission in submissions).astimezone(UTC),
        start=min(period.start for period in periods),
        end=max(period.end for period in periods),
        sources=tuple(
            {"title": name} for name in sorted({definitions.garantes[each.garante].name for each in submissions})
        ),
    )


def title(definition: DatasetDefinition, *, demo: bool) -> str:
    """Title of a version, which says so where it is a demonstration."""
    return say("title.demo", title=definition.title) if demo else definition.title


def description(definition: DatasetDefinition, *, demo: bool) -> str:
    """Summary of a version, which says so where it is a demonstration."""
    return say("description.demo", description=definition.summary) if demo else definition.summary


def _key(definition: DatasetDefinition, table: National) -> pl.DataFrame:
    return table.data.select(definition.schema.primary_key)
