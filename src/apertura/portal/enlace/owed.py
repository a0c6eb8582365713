"""What a body owes, its template, and what it handed in: the pages an enlace begins at."""

from starlette.responses import Response

from apertura.definitions.datasets.owed import owes
from apertura.feedback.template import Filling, template
from apertura.model.calendar import day_of
from apertura.portal.desk.filling import fillings
from apertura.portal.desk.kinds import WORKBOOK
from apertura.portal.desk.obligations import OWED, handed, obligations
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit


def show_owed(visit: Visit) -> Response:
    """Show each table that the body owes, with its state and what is left of its term."""
    house, garante = visit.house, visit.path["garante"]
    body = house.definitions.garantes.get(garante)
    if body is None:
        return refuse(visit, 404)
    history = handed(house.settings.root, garante)
    found = obligations(house.settings, house.definitions, garante, history, day_of(visit.now))
    periods = {
        period: [each for each in found if each.period == period] for period in dict.fromkeys(o.period for o in found)
    }
    counts = {state: sum(each.state is state for each in found) for state in OWED}
    waiting = [each.submission for each in history if each.report is None and each.taken_back is None]
    return visit.show("lo_que_debes.html", body=body, periods=periods, counts=counts, waiting=waiting)


def give_template(visit: Visit) -> Response | Done:
    """Give the workbook to fill for a period: with every table that is owed, or with the one that is asked for."""
    house, garante, period = visit.house, visit.path["garante"], visit.path["period"]
    definitions = house.definitions
    if garante not in definitions.garantes or period not in definitions.periods:
        return refuse(visit, 404)
    asked = visit.query.get("conjunto")
    wanted = [
        name
        for name, definition in definitions.datasets.items()
        if (name == asked if asked else owes(definition, definitions, garante, period))
    ]
    if not wanted or not definitions.garantes[garante].existed_in(definitions.periods[period]):
        return refuse(visit, 404)
    brought: list[Filling] = fillings(house.settings.root, garante, period, wanted, definitions)
    name = f"plantilla_{garante}_{period}.xlsx"
    content = template(brought, garante, period, definitions)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Done(Response(content, media_type=WORKBOOK, headers=headers), f"{period} {asked or 'todas'}")


def show_history(visit: Visit) -> Response:
    """Show what the body handed in, the newest first."""
    house, garante = visit.house, visit.path["garante"]
    body = house.definitions.garantes.get(garante)
    if body is None:
        return refuse(visit, 404)
    history = tuple(reversed(handed(house.settings.root, garante)))
    return visit.show("entregas.html", body=body, history=history)
