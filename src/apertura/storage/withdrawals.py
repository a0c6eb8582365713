"""Submissions taken back, and handed in again, to acts on record: each a file of its own that nobody rewrites."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from apertura.durable import TEMPORARY, write_file
from apertura.model.submission import Submission
from apertura.storage import layout
from apertura.storage.receipt import as_fields, document

_WRITTEN = "%Y%m%dT%H%M%S.%fZ"
_INSTANT = timedelta(microseconds=1)


class Act(StrEnum):
    """What was done with a submission that had been handed in."""

    TAKEN_BACK = "retiro"
    HANDED_IN_AGAIN = "reentrega"


def note(root: Path, submission: Submission, act: Act, *, by: str | None, now: datetime) -> None:
    """Put an act on record, after those that are; ``by`` is who did it, never a name of a person."""
    folder = _folder(root, submission)
    acts = _acts(folder)
    when = max([now, *(_instant(each) + _INSTANT for each in acts[-1:])])
    said = {"acto": act.value, "instante": when.isoformat(), "por": by, "entrega": as_fields(submission)}
    write_file(folder / f"{layout.compact(when)}-{act.value}.json", document(said), read_only=True)


def taken_back(root: Path, submission: Submission) -> datetime | None:
    """Tell when a submission was taken back; None of one that stands."""
    acts = _acts(_folder(root, submission))
    return _instant(acts[-1]) if acts and acts[-1].stem.endswith(f"-{Act.TAKEN_BACK}") else None


def is_taken_back(root: Path, garante: str, period: str, sha256: str) -> bool:
    """Whether the submission with these first 16 digits of its hash was taken back."""
    acts = _acts(layout.withdrawals(root) / f"{garante}/{period}/{layout.short(sha256)}")
    return bool(acts) and acts[-1].stem.endswith(f"-{Act.TAKEN_BACK}")


def _folder(root: Path, submission: Submission) -> Path:
    return layout.withdrawals(root) / f"{submission.garante}/{submission.period}/{layout.short(submission.sha256)}"


def _acts(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith(TEMPORARY))


def _instant(act: Path) -> datetime:
    return datetime.strptime(act.stem.rpartition("-")[0], _WRITTEN).replace(tzinfo=UTC)
