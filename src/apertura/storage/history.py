"""A body to what it handed in, by what that left behind: the archive of all bodies is not looked through."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from apertura.model.submission import Submission
from apertura.storage import archive, layout


def history(root: Path, garante: str, period: str | None = None) -> tuple[Submission, ...]:
    """Read the submissions of a body, for one period or for all, by time received.

    Each has an answer, was taken back, or still waits in the inbox: it leaves there when its answer is recorded.
    """
    tops = (layout.reports(root) / garante, layout.withdrawals(root) / garante)
    hashes = {pair for top in tops for pair in _in_periods(top, period)}
    hashes |= set(_waiting(layout.inbox(root) / garante, period))
    found = (archive.find(root, garante, *pair) for pair in hashes)
    return tuple(sorted(filter(None, found), key=lambda each: (each.received, each.sha256)))


def _in_periods(top: Path, period: str | None) -> Iterator[tuple[str, str]]:
    for each in archive.named_in(top) if period is None else (period,):
        yield from ((each, name) for name in archive.named_in(top / each))


def _waiting(top: Path, period: str | None) -> Iterator[tuple[str, str]]:
    for each, name in _in_periods(top, period):
        path = top / each / name
        if path.is_symlink():
            continue
        try:
            with path.open("rb") as file:
                yield each, layout.short(hashlib.file_digest(file, "sha256").hexdigest())
        except (FileNotFoundError, IsADirectoryError):  # taken in meanwhile, or nothing that was handed in
            continue
