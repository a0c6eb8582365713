"""A verdict to a link that anybody may read it by, for some days."""

import base64
import binascii
import hmac
from datetime import UTC, datetime, timedelta

from starlette.responses import Response

from apertura.model.submission import Submission
from apertura.portal.accounts.tokens import seal
from apertura.portal.desk.obligations import report_of
from apertura.portal.enlace.verdict import shown_to_anybody, submission_of
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit
from apertura.storage import archive

DAYS = (7, 30)
_ABOUT = "dictamen compartido"


def make_link(visit: Visit) -> Response | Done:
    """Make a link to the verdict on a submission; it ends by itself, and nothing but the verdict is read by it."""
    submission, days = submission_of(visit), visit.form.get("dias", "")
    if submission is None or report_of(visit.house.settings.root, submission) is None:
        return refuse(visit, 404)
    if days not in map(str, DAYS):
        return refuse(visit, 400)
    until = visit.now + timedelta(days=int(days))
    link = f"{visit.house.settings.address}/compartido/{_written(visit, submission, until)}"
    body = visit.house.definitions.garantes[submission.garante]
    shown = visit.show("compartir.html", body=body, submission=submission, link=link, until=until)
    return Done(shown, f"{submission.period} {submission.sha256[:16]} {days} días")


def show_shared(visit: Visit) -> Response | Done:
    """Show the verdict that a link is of; whoever has it reads it, and does nothing else."""
    submission = _read(visit, visit.path["token"])
    report = report_of(visit.house.settings.root, submission) if submission else None
    if submission is None or report is None:
        return refuse(visit, 404)
    shown = shown_to_anybody(visit, submission, report)
    shown.headers["x-robots-tag"] = "noindex"
    return Done(shown, f"{submission.garante} {submission.period} {submission.sha256[:16]}")


def _written(visit: Visit, submission: Submission, until: datetime) -> str:
    said = f"{submission.garante}/{submission.period}/{submission.sha256[:16]}/{int(until.timestamp())}"
    code = base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")
    return f"{code}.{seal(visit.house.settings.secret, _ABOUT, said)}"


def _read(visit: Visit, token: str) -> Submission | None:
    code, _, sealed = token.partition(".")
    try:
        said = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    if not hmac.compare_digest(sealed.encode(), seal(visit.house.settings.secret, _ABOUT, said).encode()):
        return None
    garante, period, sha256, until = said.split("/")
    if datetime.fromtimestamp(int(until), UTC) <= visit.now:
        return None
    return archive.find(visit.house.settings.root, garante, period, sha256)
