"""A file sent for a body: handed in, or only looked at."""

from starlette.responses import Response

from apertura.errors import JudgeLostError
from apertura.portal.desk.receive import only_looked_at, receive
from apertura.portal.enlace.verdict import shown_review
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit


def ask_file(visit: Visit) -> Response:
    """Show the form that takes a file."""
    return _form(visit, None)


def take_file(visit: Visit) -> Response | Done:
    """Receive a file and show its verdict; not lost from here on, whatever happens."""
    if (refused := _refused(visit)) is not None or visit.file is None:
        return refused or _form(visit, "Elija un archivo.")
    house, garante, period = visit.house, visit.path["garante"], visit.form["periodo"]
    submission = receive(house.settings.root, garante, period, visit.file, visit.me, now=visit.now)
    house.bench.settle_soon(submission)
    path = f"/organismos/{garante}/entregas/{period}/{submission.sha256[:16]}"
    return Done(visit.go(path), f"{period} {submission.sha256[:16]}")


def look_at_file(visit: Visit) -> Response | Done:
    """Judge a file without handing it in, and keep nothing of it."""
    if (refused := _refused(visit)) is not None or visit.file is None:
        return refused or _form(visit, "Elija un archivo.")
    garante, period = visit.path["garante"], visit.form["periodo"]
    submission = only_looked_at(garante, period, visit.file, now=visit.now)
    try:
        review = visit.house.bench.review(visit.file.content, submission, None)
    except JudgeLostError:
        return refuse(visit, 500)
    body = visit.house.definitions.garantes[garante]
    return Done(shown_review(visit, review, body=body, period=period), f"{period} sin entregar")


def _refused(visit: Visit) -> Response | None:
    definitions = visit.house.definitions
    body, period = (
        definitions.garantes.get(visit.path["garante"]),
        definitions.periods.get(visit.form.get("periodo", "")),
    )
    if body is None:
        return refuse(visit, 404)
    if period is None:
        return _form(visit, "Diga de qué periodo es el archivo.")
    if not body.existed_in(period):
        return _form(visit, f"{body.acronym} no existía en {period.id}.")
    if visit.file is None or not visit.file.name:
        return _form(visit, "Elija un archivo.")
    return None


def _form(visit: Visit, wrong: str | None) -> Response:
    definitions = visit.house.definitions
    body = definitions.garantes.get(visit.path["garante"])
    if body is None:
        return refuse(visit, 404)
    periods = [
        definitions.periods[id_]
        for id_ in reversed(definitions.periods_in_order)
        if body.existed_in(definitions.periods[id_])
    ]
    chosen = visit.form.get("periodo") or visit.query.get("periodo", "")
    return visit.show(
        "entregar.html", status=422 if wrong else 200, body=body, periods=periods, chosen=chosen, wrong=wrong
    )
