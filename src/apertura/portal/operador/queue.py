"""What waits for somebody: files, verdicts, bodies that did not answer, approvals, and the machine itself."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from starlette.responses import Response

from apertura.health import findings, measure
from apertura.model.approval import ApprovalAct, ApprovalState
from apertura.model.calendar import day_of
from apertura.model.submission import Submission
from apertura.portal.desk.obligations import Obligation, State, handed, obligations
from apertura.portal.desk.receive import left_waiting, waiting
from apertura.portal.security.visit import Visit
from apertura.publication import folder
from apertura.storage import approvals, inbox
from apertura.storage.layout import published
from apertura.validation.personal_data.hide import hide


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file of the inbox that no run has taken yet; ``garante`` is "" of one that lies in no folder of a body."""

    garante: str
    period: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A table that was returned ``days`` ago, and of which nothing came since; ``stands`` where one before counts."""

    garante: str
    obligation: Obligation
    last: Submission
    days: int
    stands: bool


def show_queue(visit: Visit) -> Response:
    """Show all of it, what is oldest first."""
    root = visit.house.settings.root
    judging = left_waiting(root)
    sent = {waiting(root, each) for each in judging}
    unanswered = sorted(_unanswered(visit, day_of(visit.now)), key=lambda each: -each.days)
    return visit.show(
        "cola.html",
        needs=findings(measure(root, visit.now), None),
        inbox=list(_inbox(root, sent)),
        judging=judging,
        unanswered=unanswered,
        asked=list(_asked(visit)),
    )


def _inbox(root: Path, sent: Set[Path]) -> Iterator[Waiting]:
    for each in inbox.sweep(root):
        if each.path not in sent:
            since = datetime.fromtimestamp(each.stamp[3] // 10**9, UTC)
            yield Waiting(each.garante, each.period, hide(each.path.name), since)


def _unanswered(visit: Visit, today: date) -> Iterator[Unanswered]:
    house = visit.house
    for garante in house.definitions.garantes:
        history = handed(house.settings.root, garante)
        for each in obligations(house.settings, house.definitions, garante, history, today) if history else ():
            last = each.last if each.state is State.DEVUELTA else each.returned_since
            if last is not None:
                days = (today - day_of(last.received)).days
                yield Unanswered(garante, each, last, days, each.state is not State.DEVUELTA)


def _asked(visit: Visit) -> Iterator[tuple[ApprovalAct, bool]]:
    """Find what was asked and has no answer, and whether it lapsed; while what it is to come after still stands."""
    root = visit.house.settings.root
    for act in {act.subject.dataset: act for act in approvals.every(root)}.values():
        state = folder.read_state(published(root), act.subject.dataset)
        stands = (None if state is None else str(state.number)) == act.subject.base
        asked = approvals.of(root, act.subject).state(visit.now)
        if stands and asked in (ApprovalState.WAITS, ApprovalState.LAPSED):
            yield act, asked is ApprovalState.LAPSED
