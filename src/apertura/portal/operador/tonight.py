"""What would be published if the night came now, and an operator's yes or no to it."""

from collections.abc import Sequence

from starlette.responses import Response

from apertura.consent import told
from apertura.errors import ApprovalError, JudgeLostError
from apertura.model.approval import Subject
from apertura.portal.accounts.account import Role
from apertura.portal.desk.planning import due_of, subject_of, tonight_of
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit
from apertura.publish import Unpublished, part
from apertura.storage import approvals
from apertura.storage.lease import receiving
from apertura.tonight import Due

CHANNEL = "portal"
PAGE = "/esta-noche"
_ANSWERS = ("si", "no", "otra-vez")


def show_tonight(visit: Visit) -> Response:
    """Show each dataset that is due, with how many rows come, change and go, and what is kept back."""
    try:
        found = visit.house.bench.plan(tonight_of)
    except JudgeLostError:
        return refuse(visit, 500)
    dues = [each for each in found if isinstance(each, Due)]
    awaiting, wrong = part(each for each in found if isinstance(each, Unpublished))
    standings = {each.dataset: _standing(visit, each) for each in dues}
    return visit.show("esta_noche.html", dues=dues, standings=standings, awaiting=awaiting, wrong=wrong)


def show_due(visit: Visit) -> Response:
    """Show all that would change of one dataset, and the form that says yes or no."""
    return _page(visit)


def answer(visit: Visit) -> Response | Done:
    """Put an answer on record; it is about exactly what the page showed, or it is none."""
    dataset, digest, said = visit.path["dataset"], visit.form.get("huella", ""), visit.form.get("respuesta", "")
    if dataset not in visit.house.definitions.publishable:
        return refuse(visit, 404)
    if said not in _ANSWERS:
        return refuse(visit, 400)
    try:
        subject = visit.house.bench.plan(subject_of, dataset, digest)
        _record(visit, subject, said)
    except ApprovalError as error:
        return _page(visit, wrong=str(error))
    except JudgeLostError:
        return refuse(visit, 500)
    return Done(visit.go(f"{PAGE}/{dataset}"), f"{said} {dataset} {subject.version} {subject.short}")


def _record(visit: Visit, subject: Subject, said: str) -> None:
    root, term = visit.house.settings.root, visit.house.definitions.publishable[subject.dataset].approval
    with receiving(root):
        if said == "otra-vez" and term is not None:
            approvals.ask(root, subject, term, now=visit.now, channel=CHANNEL)
        else:
            reason = visit.form.get("motivo", "")
            who, yes = visit.me.email, said == "si"
            approvals.decide(root, subject, approved=yes, who=who, reason=reason, channel=CHANNEL, now=visit.now)


def _page(visit: Visit, *, wrong: str | None = None) -> Response:
    definitions, dataset = visit.house.definitions, visit.path["dataset"]
    if dataset not in definitions.publishable:
        return refuse(visit, 404)
    try:
        found = visit.house.bench.plan(due_of, dataset)
    except JudgeLostError:
        return refuse(visit, 500)
    due = found if isinstance(found, Due) else None
    return visit.show(
        "por_publicar.html",
        status=422 if wrong else 200,
        definition=definitions.publishable[dataset],
        due=due,
        kept_back=found if isinstance(found, Unpublished) else None,
        titles={field.name: field.title for field in definitions.publishable[dataset].schema.fields},
        standing=_standing(visit, due) if due else None,
        told=told(due.approval, visit.now) if due and due.approval else None,
        decides=visit.me.role in _DECIDE,
        reason=visit.form.get("motivo", ""),
        wrong=wrong,
    )


_DECIDE: Sequence[Role] = (Role.OPERADOR, Role.ADMIN)


def _standing(visit: Visit, due: Due) -> str:
    return "no hace falta" if due.approval is None else due.approval.state(visit.now).value
