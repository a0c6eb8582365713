"""Dataset, body and period to the rows that its template brings: those owed, and what is carried from before."""

from collections.abc import Mapping, Sequence

from apertura.model.definition import DatasetDefinition, Definitions
from apertura.validation.owed_rows import rows_in_force

Row = Mapping[str, str | None]


def starting_rows(
    definition: DatasetDefinition, definitions: Definitions, period: str, before: Sequence[Row] = ()
) -> tuple[Row, ...]:
    """List the rows: one for each that is owed, with what was said of it before; else the rows before themselves.

    ``before`` are rows of an earlier period as text; of each, the fields that the dataset declares as ``carried`` come.
    """
    owed = definition.owed_rows
    if owed is None:
        return tuple(_carried(row, definition) for row in before if definition.carried)
    earlier = {row.get(owed.field): _carried(row, definition) for row in before}
    keys = rows_in_force(definition, definitions, period)
    return tuple({**earlier.get(key, {}), owed.field: key} for key in keys)


def _carried(row: Row, definition: DatasetDefinition) -> Row:
    return {name: row.get(name) for name in definition.carried}
