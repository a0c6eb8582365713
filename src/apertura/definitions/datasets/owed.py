"""A dataset to who owes a table of it, and for which periods."""

from apertura.model.definition import DatasetDefinition, Definitions, Garante, Period


def owed(definition: DatasetDefinition, definitions: Definitions) -> set[tuple[str, str]]:
    """Pair garante and period of each table owed: by every body of the dataset's kinds that existed on a day of it."""
    return {
        (garante.id, period)
        for garante in definitions.garantes.values()
        for period in definition.expected_periods
        if garante.kind in definition.expected_kinds and _existed(garante, definitions.periods[period])
    }


def _existed(garante: Garante, period: Period) -> bool:
    began = garante.valid_from is None or garante.valid_from <= period.end
    lasted = garante.valid_until is None or garante.valid_until >= period.start
    return began and lasted
