"""A submission taken back before it is published: asked once more, then done."""

from starlette.responses import Response

from apertura.errors import AlreadyPublishedError, LeaseHeldError
from apertura.model.submission import Submission
from apertura.portal.desk.obligations import Handed, State, handed
from apertura.portal.enlace.verdict import submission_of
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit
from apertura.withdraw import published_in


def ask_withdrawal(visit: Visit) -> Response:
    """Say what taking it back does, and which submission counts then."""
    submission = submission_of(visit)
    return refuse(visit, 404) if submission is None else _page(visit, submission, None)


def take_back(visit: Visit) -> Response | Done:
    """Take it back; refused, in a sentence, once rows of it are published."""
    submission = submission_of(visit)
    if submission is None:
        return refuse(visit, 404)
    about = f"{submission.period} {submission.sha256[:16]}"
    try:
        visit.house.bench.take_back(submission, visit.me)
    except AlreadyPublishedError as error:
        return Done(_page(visit, submission, str(error)), about)
    except LeaseHeldError:
        return Done(_page(visit, submission, "Una corrida está trabajando. Inténtelo en unos minutos."), about)
    return Done(visit.go(visit.here.removesuffix("/retirar")), about)


def _page(visit: Visit, submission: Submission, wrong: str | None) -> Response:
    root = visit.house.settings.root
    same = handed(root, submission.garante, submission.period)
    others = [each for each in same if each.submission.sha256 != submission.sha256]
    return visit.show(
        "retirar.html",
        status=409 if wrong else 200,
        body=visit.house.definitions.garantes[submission.garante],
        submission=submission,
        published=published_in(root, submission),
        before=_accepted(others),
        wrong=wrong,
    )


def _accepted(others: list[Handed]) -> Submission | None:
    accepted = [each.submission for each in others if each.became is State.ACEPTADA]
    return accepted[-1] if accepted else None
