"""Acceptances to the rows that are to be published of them, and that other datasets may name."""

from collections.abc import Mapping, Sequence

import polars as pl

from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.table import Arrow
from apertura.model.version import Acceptance
from apertura.release.national import national
from apertura.release.withhold import withhold


def standing(
    definition: DatasetDefinition,
    definitions: Definitions,
    acceptances: Sequence[Acceptance],
    parents: Mapping[str, Arrow],
) -> Arrow:
    """Put together the table that ``assemble`` publishes of the same arguments; UnpublishableTableError as it.

    Of its columns, those that keys of other datasets name.
    """
    kept, _ = withhold(definition, acceptances, parents)
    named = _named(definition, definitions)
    if not kept:
        return pl.DataFrame(schema=dict.fromkeys(named, pl.String))
    return national(definition, kept, definitions.periods_in_order).data.select(named)


def _named(definition: DatasetDefinition, definitions: Definitions) -> list[str]:
    keys = (key for other in definitions.datasets.values() for key in other.schema.foreign_keys)
    named = {name for key in keys if key.resource == definition.name for name in key.reference}
    return [field.name for field in definition.schema.fields if field.name in named]
