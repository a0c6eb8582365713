"""Changesets of datasets that need an operator's yes: held back until it is on record, and for exactly what it says."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from apertura.errors import AwaitingApprovalError
from apertura.feedback.phrases import phrases
from apertura.model.approval import Approval, ApprovalAct, ApprovalState, Subject
from apertura.model.definition import DatasetDefinition
from apertura.model.version import Changeset
from apertura.storage import approvals

NIGHT = "nocturna"
"""Channel of what is asked by a run."""


def subject_of(changeset: Changeset) -> Subject | None:
    """Name what a changeset would publish by a digest over every file of it; None where it changes nothing."""
    version = changeset.version
    if version is None:
        return None
    base = None if changeset.base is None else str(changeset.base)
    files = [[change.action, change.resource, change.before, change.after] for change in changeset.changes]
    said = {"conjunto": changeset.dataset, "anterior": base, "version": str(version.number), "archivos": files}
    canonical = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Subject(changeset.dataset, str(version.number), base, hashlib.sha256(canonical.encode()).hexdigest())


def approval_of(root: Path, definition: DatasetDefinition, changeset: Changeset) -> Approval | None:
    """Read what was said of a changeset; None where it needs no yes."""
    subject = None if definition.approval is None else subject_of(changeset)
    return None if subject is None else approvals.of(root, subject)


def may_publish(root: Path, definition: DatasetDefinition, changeset: Changeset) -> bool:
    """Whether a changeset needs no yes, or has it; nothing is asked."""
    approval = approval_of(root, definition, changeset)
    return approval is None or _approved(approval)


def demand(root: Path, definition: DatasetDefinition, changeset: Changeset, *, now: datetime) -> None:
    """Let a changeset pass that needs no yes or has it; ask for the yes, once, and raise AwaitingApprovalError else."""
    approval = approval_of(root, definition, changeset)
    if approval is None or _approved(approval):
        return
    if definition.approval is not None and approval.last is None:
        asked = approvals.ask(root, approval.subject, definition.approval, now=now, channel=NIGHT)
        approval = Approval(approval.subject, (asked,))
    waits = approval.state(now) is ApprovalState.WAITS
    said = told(approval, now) + _order(approval, now)
    raise AwaitingApprovalError(said, digest=approval.subject.digest if waits else None)


def told(approval: Approval, now: datetime) -> str:
    """Say in Spanish where a publication stands that needs a yes."""
    subject, last, state = approval.subject, approval.last, approval.state(now)
    what = f"{subject.dataset} {subject.version}"
    if last is None:
        return f"{what} necesita la aprobación de quien opera."
    if state is ApprovalState.REJECTED:
        return f"{what} no se publica: {last.who} dijo que no el {_day(last)}. Motivo: {last.reason}"
    if state is ApprovalState.APPROVED:
        return f"{what} se publica en la noche siguiente: {last.who} dijo que sí el {_day(last)}. Motivo: {last.reason}"
    until = _instant(last.until or now)
    if state is ApprovalState.LAPSED:
        return f"{what} no se publica: su aprobación venció sin respuesta el {until}."
    return f"{what} espera la aprobación de quien opera, a más tardar el {until}."


def _order(approval: Approval, now: datetime) -> str:
    """Say with which order it is seen, or asked again; nothing where there is none to give."""
    subject, state = approval.subject, approval.state(now)
    if state is ApprovalState.LAPSED:
        said = f"apertura aprobar {subject.dataset} --huella {subject.short} --otra-vez"
        return f" Para pedirla otra vez: {said}"
    return f" Para verlo: apertura aprobar {subject.dataset}" if state is ApprovalState.WAITS else ""


def _approved(approval: Approval) -> bool:
    # a yes does not lapse: it covers these bytes after that version, and nothing else
    return approval.last is not None and approval.state(approval.last.at) is ApprovalState.APPROVED


def _day(act: ApprovalAct) -> str:
    return phrases("es").instant(act.at)[0]


def _instant(when: datetime) -> str:
    day, hour = phrases("es").instant(when)
    return f"{day} a las {hour}"
