"""A dataset to who owes a table of it, and for which periods."""

from apertura.model.definition import DatasetDefinition, Definitions


def owed(definition: DatasetDefinition, definitions: Definitions) -> set[tuple[str, str]]:
    """Pair garante and period of each table owed."""
    return {
        (garante, period)
        for garante in definitions.garantes
        for period in definition.expected_periods
        if owes(definition, definitions, garante, period)
    }


def owes(definition: DatasetDefinition, definitions: Definitions, garante: str, period: str) -> bool:
    """Whether a body owes a table for a period: both are among the dataset's, and it existed on some day of it."""
    body = definitions.garantes[garante]
    due = body.kind in definition.expected_kinds and period in definition.expected_periods
    return due and body.existed_in(definitions.periods[period])
