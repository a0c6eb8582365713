"""Who owes what by when, and the reminders of it: once a week to each body."""

from collections.abc import Mapping, Sequence

from starlette.responses import Response

from apertura.errors import LeaseHeldError
from apertura.model.calendar import day_of
from apertura.outbox import Debt, owing, remind, reminded
from apertura.outbox.mail_settings import mail_settings
from apertura.outbox.remind import told
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit

_ALL = "todos"


def show_debts(visit: Visit) -> Response:
    """Show what each body owes, the latest first, and when it was reminded."""
    return _page(visit, _debts(visit))


def send_reminders(visit: Visit) -> Response | Done:
    """Remind a body, or all that owe something; who was reminded in this week is not again."""
    debts, who = _debts(visit), visit.form.get("organismo", "")
    chosen = debts if who == _ALL else {garante: debts[garante] for garante in (who,) if garante in debts}
    if not chosen:
        return refuse(visit, 400)
    house = visit.house
    try:
        with house.bench.alone():
            settings = mail_settings(house.settings.root)
            sent = [*remind(house.settings.root, chosen, house.definitions, settings, now=visit.now, pause=0.5)]
    except LeaseHeldError:
        return _page(visit, debts, wrong="Una corrida está trabajando. Inténtelo en unos minutos.")
    return Done(_page(visit, debts, done=[told(each) for each in sent]), who)


def _debts(visit: Visit) -> Mapping[str, Sequence[Debt]]:
    settings = visit.house.settings
    return owing(settings.root, visit.house.definitions, day_of(visit.now), settings.term)


def _page(
    visit: Visit, debts: Mapping[str, Sequence[Debt]], *, done: Sequence[str] = (), wrong: str | None = None
) -> Response:
    root, today = visit.house.settings.root, day_of(visit.now)
    rows = [
        (garante, owed, min(each.due for each in owed), reminded(root, garante, now=visit.now))
        for garante, owed in debts.items()
    ]
    return visit.show(
        "recordatorios.html",
        status=409 if wrong else 200,
        rows=sorted(rows, key=lambda row: row[2]),
        today=today,
        everybody=_ALL,
        done=done,
        wrong=wrong,
    )
