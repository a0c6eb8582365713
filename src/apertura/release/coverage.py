"""Acceptances to coverage: what was expected of whom, and what is there."""

from collections.abc import Container, Sequence, Set
from datetime import UTC
from enum import StrEnum
from typing import TypeAlias

import polars as pl

from apertura.definitions.datasets.owed import owed
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.version import Acceptance
from apertura.validation.as_table import as_table
from apertura.validation.owed_rows import owed_rows

Pair: TypeAlias = tuple[str, str]
"""A body and a period."""

_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "organismo_id": pl.String,
    "organismo": pl.String,
    "periodo_id": pl.String,
    "estado": pl.String,
    "filas": pl.UInt32,
    "filas_sustituidas": pl.UInt32,
    "filas_debidas": pl.UInt32,
    "fecha_recepcion": pl.Datetime("us", "UTC"),
    "archivo_sha256": pl.String,
}


NO_COVERAGE = pl.DataFrame(schema=_COLUMNS)
"""Coverage of a dataset that nobody hands in."""


class State(StrEnum):
    """What there is of a body in a period."""

    ACEPTADA = "aceptada"
    FALTANTE = "faltante"
    ADICIONAL = "adicional"
    RETENIDA = "retenida"


def coverage(
    definition: DatasetDefinition,
    definitions: Definitions,
    acceptances: Sequence[Acceptance],
    origin: pl.DataFrame,
    withheld: Sequence[Acceptance] = (),
) -> pl.DataFrame:
    """State for each body and period, expected or accepted, in the order of bodies, then of periods.

    A table is expected of each body of the dataset's kinds that existed on some day of an expected period. What was
    returned is *faltante* as what never came is. ``origin`` is that of the rows in the national table: an accepted row
    that is not there was replaced by one of a later period, unless its table is among those ``withheld``. How many rows
    are owed is null where the dataset does not say.
    """
    accepted = {(each.submission.garante, each.submission.period): each for each in acceptances}
    expected = owed(definition, definitions)
    order = {period: place for place, period in enumerate(definitions.periods_in_order)}
    pairs = sorted(expected | accepted.keys(), key=lambda pair: (pair[0], order[pair[1]]))
    counted = origin.group_by("entrega_garante", "entrega_periodo").len()
    standing = {(garante, period): count for garante, period, count in counted.iter_rows()}
    retained = {(each.submission.garante, each.submission.period) for each in withheld}
    rows = [
        (
            pair[0],
            definitions.garantes[pair[0]].name,
            pair[1],
            *_there(
                accepted.get(pair),
                standing.get(pair, 0),
                None if definition.owed_rows is None else len(owed_rows(definition, definitions, *pair)),
                _state(pair, expected, accepted, retained),
            ),
        )
        for pair in pairs
    ]
    return pl.DataFrame(rows, schema=_COLUMNS, orient="row")


def _state(pair: Pair, expected: Set[Pair], accepted: Container[Pair], retained: Set[Pair]) -> State:
    if pair not in accepted:
        return State.FALTANTE
    if pair in retained:
        return State.RETENIDA
    return State.ACEPTADA if pair in expected else State.ADICIONAL


def _there(acceptance: Acceptance | None, standing: int, owed: int | None, state: State) -> tuple[object, ...]:
    if acceptance is None:
        return state.value, 0, 0, owed, None, None
    submission = acceptance.submission
    replaced = 0 if state is State.RETENIDA else as_table(acceptance.table.rows).num_rows - standing
    return state.value, standing, replaced, owed, submission.received.astimezone(UTC), submission.sha256
