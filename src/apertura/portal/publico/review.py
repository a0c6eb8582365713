"""A file of anybody's against any schema: judged, shown, and not kept."""

from starlette.responses import Response

from apertura.errors import JudgeLostError
from apertura.portal.accounts import attempts
from apertura.portal.desk.receive import only_looked_at
from apertura.portal.enlace.verdict import shown_review
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Visit

_MOST = 60
"""Files of one address of the network within the window."""


def ask_file(visit: Visit) -> Response:
    """Show the form."""
    return _form(visit, None)


def look_at_file(visit: Visit) -> Response:
    """Judge a file as it would be judged of a body for a period."""
    definitions = visit.house.definitions
    dataset, garante, period = (visit.form.get(name, "") for name in ("conjunto", "organismo", "periodo"))
    known = (dataset, definitions.datasets), (garante, definitions.garantes), (period, definitions.periods)
    if any(said and said not in there for said, there in known):
        return refuse(visit, 400)
    if visit.file is None or not visit.file.name:
        return _form(visit, "Elija un archivo.")
    if not garante or not period:
        return _form(visit, "Diga de qué organismo y de qué periodo es: los formatos y las fechas dependen de ello.")
    if not _may(visit):
        return refuse(visit, 429)
    submission = only_looked_at(garante, period, visit.file, now=visit.now)
    try:
        review = visit.house.bench.review(
            visit.file.content, submission, (dataset,) if dataset else None, of_stranger=True
        )
    except JudgeLostError:
        return refuse(visit, 500)
    return shown_review(visit, review, body=None, period=None)


def _may(visit: Visit) -> bool:
    secret, where = visit.house.settings.secret, ("revisar desde", visit.origin)
    with visit.house.engine.begin() as connection:
        if attempts.count(connection, secret, where, now=visit.now) >= _MOST:
            return False
        attempts.note(connection, secret, where, now=visit.now)
    return True


def _form(visit: Visit, wrong: str | None) -> Response:
    definitions, said = visit.house.definitions, visit.form or visit.query
    return visit.show(
        "revisar.html",
        status=422 if wrong else 200,
        datasets=definitions.datasets,
        garantes=definitions.garantes,
        periods=list(reversed(definitions.periods_in_order)),
        chosen={name: said.get(name, "") for name in ("conjunto", "organismo", "periodo")},
        wrong=wrong,
    )
