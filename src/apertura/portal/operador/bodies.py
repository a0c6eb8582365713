"""All bodies, and how far each has come."""

from dataclasses import dataclass

from starlette.responses import Response

from apertura.model.calendar import day_of
from apertura.model.reporting import Garante
from apertura.portal.desk.obligations import OWED, Obligation, State, handed, obligations
from apertura.portal.security.visit import Visit


@dataclass(frozen=True, slots=True)
class Standing:
    """A body, how many tables of it are in each state, how many of those it lacks are late, and each by its dataset."""

    body: Garante
    counts: dict[State, int]
    late: int
    tables: dict[str, Obligation]


def show_bodies(visit: Visit) -> Response:
    """Show each body that owes or handed in something: counted or, of one period, table by table."""
    definitions = visit.house.definitions
    period = visit.query.get("periodo", "")
    standings = [
        standing for garante in definitions.garantes if (standing := _standing(visit, garante, period)) is not None
    ]
    there = {name for standing in standings for name in standing.tables}
    return visit.show(
        "organismos.html",
        standings=standings,
        periods=list(reversed(definitions.periods_in_order)),
        chosen=period if period in definitions.periods else "",
        states=list(OWED),
        columns=[name for name in definitions.datasets if name in there],
    )


def _standing(visit: Visit, garante: str, period: str) -> Standing | None:
    house = visit.house
    history = handed(house.settings.root, garante)
    found = obligations(house.settings, house.definitions, garante, history, day_of(visit.now))
    mine = [each for each in found if period in ("", each.period)]
    if not mine:
        return None
    counts = {state: sum(each.state is state for each in mine) for state in OWED}
    tables = {each.dataset: each for each in mine}
    return Standing(house.definitions.garantes[garante], counts, sum(map(_late, mine)), tables)


def _late(each: Obligation) -> bool:
    return each.left < 0 and each.state in (State.PENDIENTE, State.DEVUELTA)
