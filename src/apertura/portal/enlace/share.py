"""A verdict to a link that anybody may read it by: for some days, or until it is withdrawn."""

from datetime import timedelta

from starlette.responses import Response

from apertura.model.submission import Submission
from apertura.portal.accounts import shares
from apertura.portal.desk.obligations import report_of
from apertura.portal.enlace.verdict import shown_to_anybody, submission_of
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit
from apertura.storage import archive

DAYS = (7, 30)
_LAST = 1 << 62


def show_links(visit: Visit) -> Response:
    """Show the links that serve for a submission, without what they are made of."""
    submission = _answered(visit)
    return refuse(visit, 404) if submission is None else _page(visit, submission, None)


def make_link(visit: Visit) -> Response | Done:
    """Make a link to the verdict on a submission and show it this once; nothing but the verdict is read by it."""
    submission, days = _answered(visit), visit.form.get("dias", "")
    if submission is None:
        return refuse(visit, 404)
    if days not in map(str, DAYS):
        return refuse(visit, 400)
    with visit.house.engine.begin() as connection:
        token = shares.make(connection, visit.me, submission, int(days), now=visit.now)
    link = f"{visit.house.settings.address}/compartido/{token}"
    return Done(
        _page(visit, submission, (link, int(days))), f"{submission.period} {submission.sha256[:16]} {days} días"
    )


def withdraw_link(visit: Visit) -> Response | Done:
    """Withdraw a link: whoever has it reads nothing by it any more."""
    submission = _answered(visit)
    if submission is None:
        return refuse(visit, 404)
    with visit.house.engine.begin() as connection:
        done = shares.withdraw(connection, submission, min(int(visit.path["share"]), _LAST))
    where = visit.here.rpartition("/")[0]
    return Done(visit.go(where) if done else refuse(visit, 404), f"{submission.period} {submission.sha256[:16]}")


def show_shared(visit: Visit) -> Response | Done:
    """Show the verdict that a link is of; whoever has it reads it, and does nothing else."""
    with visit.house.engine.begin() as connection:
        share = shares.find(connection, visit.path["token"], now=visit.now)
    root = visit.house.settings.root
    submission = archive.find(root, share.garante, share.period, share.sha256) if share else None
    report = report_of(root, submission) if submission else None
    if submission is None or report is None:
        return refuse(visit, 404)
    shown = shown_to_anybody(visit, submission, report)
    shown.headers["x-robots-tag"] = "noindex"
    return Done(shown, f"{submission.garante} {submission.period} {submission.sha256[:16]}")


def _answered(visit: Visit) -> Submission | None:
    submission = submission_of(visit)
    if submission is None or report_of(visit.house.settings.root, submission) is None:
        return None
    return submission


def _page(visit: Visit, submission: Submission, made: tuple[str, int] | None) -> Response:
    with visit.house.engine.begin() as connection:
        links = shares.of_submission(connection, submission, now=visit.now)
    return visit.show(
        "compartir.html",
        body=visit.house.definitions.garantes[submission.garante],
        submission=submission,
        link=made[0] if made else None,
        until=visit.now + timedelta(days=made[1]) if made else None,
        links=links,
        days=DAYS,
    )
