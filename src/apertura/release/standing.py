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
    """Put together the table that ``assemble`` publishes of the same arguments; UnpublishableTableError as it."""
    kept, _ = withhold(definition, acceptances, parents)
    if not kept:
        return pl.DataFrame(schema={field.name: pl.String for field in definition.schema.fields})
    return national(definition, kept, definitions.periods_in_order).data
