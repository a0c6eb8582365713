"""Sources and a computed table to the draft of a derived dataset."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import polars as pl

from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.derivation import Derivation
from apertura.model.table import CanonicalTable
from apertura.model.version import PublishedVersion
from apertura.release.canonical_csv import write_csv
from apertura.release.catalogues import catalogue_csv, referenced
from apertura.release.coverage import NO_COVERAGE
from apertura.release.derived.source_tables import SourceTable
from apertura.release.draft import Draft, description, title
from apertura.release.files import DESCRIPTOR
from apertura.release.national import National
from apertura.release.published_schema import published_schema
from apertura.validation.as_table import as_table


def derived_draft(
    definition: DatasetDefinition,
    derivation: Derivation,
    definitions: Definitions,
    table: CanonicalTable,
    lineage: pl.DataFrame,
    sources: Sequence[SourceTable],
    published: Mapping[str, PublishedVersion],
) -> Draft:
    """Put together what there is to publish; its instant and its days are those of the ``published`` sources.

    Where no source is a dataset, it is dated by its own definition, and its days are those of the work plans.
    """
    data = pl.DataFrame(as_table(table.data)).with_columns(
        (pl.selectors.categorical() | pl.selectors.enum()).cast(pl.String)
    )
    described = [version.descriptor for version in published.values()]
    demo = any(bool(each["apertura:demostracion"]) for each in described)
    start, end = _days(described, definitions)
    return Draft(
        definition=definition,
        schema=published_schema(definition.schema.descriptor),
        demo=demo,
        title=title(definition, demo=demo),
        description=description(definition, demo=demo),
        table=National(data, pl.DataFrame()),
        coverage=NO_COVERAGE,
        data_csv=write_csv(data),
        lineage_csv=write_csv(lineage),
        coverage_csv=None,
        columns_csv=None,
        corrections_csv=None,
        catalogues={each.name: (each, catalogue_csv(each)) for each in referenced(definition, definitions)},
        parents={},
        created=_instant(described, derivation),
        start=start,
        end=end,
        sources=tuple(_told(source) for source in sources),
    )


def _instant(described: Sequence[Mapping[str, Any]], derivation: Derivation) -> datetime:
    if derivation.revised is not None:
        return datetime.combine(derivation.revised, time(), UTC)
    return max(datetime.fromisoformat(each["created"]) for each in described)


def _days(described: Sequence[Mapping[str, Any]], definitions: Definitions) -> tuple[date, date]:
    if described:
        spans = [each["temporal"] for each in described]
        starts, ends = (min(span["start"] for span in spans), max(span["end"] for span in spans))
        return date.fromisoformat(starts), date.fromisoformat(ends)
    plans = definitions.plans
    return min(plan.valid_from for plan in plans), max(plan.valid_until for plan in plans)


def _told(source: SourceTable) -> dict[str, str]:
    if source.version is None:
        return {"title": source.title}
    place = f"{source.name}/{source.version}/{DESCRIPTOR}"
    return {"title": source.title, "path": place, "version": str(source.version)}
