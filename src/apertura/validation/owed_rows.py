"""Dataset, body and period to the rows that a table owes, one for each line of the work plans in force."""

from apertura.definitions.datasets.owed import owes
from apertura.model.definition import DatasetDefinition, Definitions


def rows_in_force(definition: DatasetDefinition, definitions: Definitions, period: str) -> tuple[str, ...]:
    """Values of the field that says what is owed, in the catalogue's order, of the work plans in force in a period.

    None of them where the dataset does not say what is owed, or no work plan is in force.
    """
    owed = definition.owed_rows
    if owed is None:
        return ()
    start, end = definitions.periods[period].start, definitions.periods[period].end
    plans = {plan.id for plan in definitions.plans if plan.in_force(start, end)}
    return tuple(row[owed.key] for row in definitions.catalogues[owed.catalogue].rows if row[owed.plan] in plans)


def owed_rows(definition: DatasetDefinition, definitions: Definitions, garante: str, period: str) -> tuple[str, ...]:
    """Values that the table of a body in a period owes; none where no table is owed (``owes``)."""
    return rows_in_force(definition, definitions, period) if owes(definition, definitions, garante, period) else ()
