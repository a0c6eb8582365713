"""A file that was sent to a submission that cannot be lost: archived, and in the inbox until it is answered."""

import hashlib
from datetime import datetime
from pathlib import Path

from apertura.durable import write_file
from apertura.model.submission import Submission
from apertura.portal.accounts.account import Account
from apertura.portal.desk.upload import Upload
from apertura.storage import archive, layout, register, withdrawals
from apertura.storage.lease import receiving
from apertura.storage.withdrawals import Act
from apertura.storage.workspace import channel

CHANNEL = "portal"
_NAME = f"{CHANNEL}-"
_LONGEST = 200


def receive(root: Path, garante: str, period: str, file: Upload, account: Account, *, now: datetime) -> Submission:
    """Receive a file; when this returns, whatever happens to this process, the next run answers it.

    Raises UnknownGaranteError and UnknownPeriodError for ids that cannot be ids.
    """
    with receiving(root):
        submission, _ = archive.receive(
            root,
            garante,
            period,
            plain_name(file.name),
            file.content,
            now=now,
            channel=channel(root, CHANNEL),
            by=f"cuenta {account.id}",
        )
        if withdrawals.taken_back(root, submission) is not None:
            withdrawals.note(root, submission, Act.HANDED_IN_AGAIN, by=f"cuenta {account.id}", now=now)
        if not register.judged(root, submission):
            write_file(waiting(root, submission), file.content)
    return submission


def only_looked_at(garante: str, period: str, file: Upload, *, now: datetime) -> Submission:
    """Take a file for one that is judged as if it were handed in, and is not: nothing of it is kept."""
    sha256 = hashlib.sha256(file.content).hexdigest()
    return Submission(garante, period, plain_name(file.name), sha256, len(file.content), now, "validar")


def waiting(root: Path, submission: Submission) -> Path:
    """Return where a submission lies in the inbox while it has no answer."""
    return layout.inbox(root) / submission.garante / submission.period / f"{_NAME}{submission.sha256}"


def left_waiting(root: Path) -> tuple[Submission, ...]:
    """List what came by the portal and has no answer yet, as a process that ended may have left it."""
    found = sorted(layout.inbox(root).glob(f"*/*/{_NAME}*"))
    receipts = (
        archive.find(root, path.parent.parent.name, path.parent.name, path.name.removeprefix(_NAME)) for path in found
    )
    return tuple(receipt for receipt in receipts if receipt is not None)


def plain_name(text: str) -> str:
    """Return the name of a file as its owner knows it: some browsers send the folders before it too."""
    name = text.replace("\\", "/").rpartition("/")[2].strip()
    stem, dot, suffix = name.rpartition(".")
    return (f"{stem[: _LONGEST - 10]}{dot}{suffix[:9]}" if dot else suffix[:_LONGEST]) or "archivo"
