"""What a body's files say that nobody understands yet: asked once, to be understood for good."""

from collections.abc import Iterator

from starlette.responses import Response

from apertura.feedback.mappings import Question
from apertura.model.submission import Submission
from apertura.portal.accounts import mapping_requests
from apertura.portal.accounts.mapping_requests import LONGEST, Asked
from apertura.portal.desk.questions import key_of
from apertura.portal.enlace.looked_into import looked_into
from apertura.portal.security.visit import Done, Visit

SHOWN, _ANSWERED = 60, 30
"""Texts that a page asks about, and earlier requests that it shows."""

ASIDE = "-"
"""Choice of a form that sets a column aside, or takes a value for one that is missing."""


def ask_meanings(visit: Visit) -> Response:
    """Show each text that means nothing yet, with what it may mean, and what was asked before."""
    looked = looked_into(visit, visit.house.bench.questions)
    return looked if isinstance(looked, Response) else _page(visit, *looked, None)


def take_meanings(visit: Visit) -> Response | Done:
    """Ask for what was chosen; it holds once somebody who looks after all bodies approves it."""
    looked = looked_into(visit, visit.house.bench.questions)
    if isinstance(looked, Response):
        return looked
    submission, found = looked
    chosen = tuple(_chosen(visit, submission.garante, found))
    if not chosen:
        return _page(visit, submission, found, "Elija qué significa alguno.")
    with visit.house.engine.begin() as connection:
        new = sum(mapping_requests.ask(connection, visit.me, each, now=visit.now) for each in chosen)
    return Done(visit.go(visit.here), f"{submission.period} {submission.sha256[:16]}: {new} pedidas")


def _chosen(visit: Visit, garante: str, found: tuple[Question, ...]) -> Iterator[Asked]:
    for question in found[:SHOWN]:
        said = visit.form.get(f"significa-{key_of(question)}", "")
        if said and (said == ASIDE or said in question.options) and len(question.written) <= LONGEST:
            meant = None if said == ASIDE else said
            yield Asked(garante, question.dataset, question.field, question.written, meant)


def _page(visit: Visit, submission: Submission, found: tuple[Question, ...], wrong: str | None) -> Response:
    with visit.house.engine.begin() as connection:
        before = mapping_requests.latest(connection, most=_ANSWERED, garante=submission.garante)
    asked = {(each.asked.dataset, each.asked.field, each.asked.written) for each in before if each.approved is None}
    return visit.show(
        "significados.html",
        status=422 if wrong else 200,
        body=visit.house.definitions.garantes[submission.garante],
        submission=submission,
        questions=[
            (key_of(each), each) for each in found[:SHOWN] if (each.dataset, each.field, each.written) not in asked
        ],
        before=before,
        aside=ASIDE,
        wrong=wrong,
    )
