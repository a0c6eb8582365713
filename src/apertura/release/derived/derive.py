"""Published sources and the version before to the next version of a derived dataset, or to none."""

from collections.abc import Mapping

from apertura.errors import UnpublishableTableError
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.version import DatasetVersion, PublishedVersion
from apertura.release.derived.canonical import canonical
from apertura.release.derived.derived_draft import derived_draft
from apertura.release.derived.lineage import lineage
from apertura.release.derived.source_tables import source_tables
from apertura.release.next_version import next_version


def derive(
    definition: DatasetDefinition,
    definitions: Definitions,
    published: Mapping[str, PublishedVersion],
    previous: PublishedVersion | None,
) -> DatasetVersion | None:
    """Compute the table from its sources as they are ``published``, validate it, and number it after ``previous``.

    None where its sources are datasets and none is published yet, where there is no row, and where nothing differs:
    sources that changed in something that the table does not tell make no version, and the lineage that is published
    stays true. Raises UnpublishableTableError where the query cannot be computed, what it gives is not valid, or no row
    is left of those that are published; ValueError for a dataset that is not derived.
    """
    from apertura.release.derived.evaluate import evaluate  # DuckDB is slow to import

    derivation = definition.derivation
    if derivation is None:
        raise ValueError(definition.name)
    if derivation.revised is None and not published:
        return None
    sources = source_tables(derivation, definitions, published)
    computed = evaluate(definition, derivation, sources)
    if computed.data.is_empty():
        if previous is not None:
            raise UnpublishableTableError(
                f"De las fuentes de {definition.name} ya no sale ninguna fila. Sigue la versión {previous.number}."
            )
        return None
    table = canonical(definition, definitions, computed.data)
    traced = lineage(computed.data.select(definition.schema.primary_key), computed.origins, sources)
    drafted = derived_draft(definition, derivation, definitions, table, traced, sources, published)
    return next_version(drafted, definitions, previous)
