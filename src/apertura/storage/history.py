"""A body to what it handed in, by what that left behind: the archive of all bodies is not looked through."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from apertura.model.submission import Submission
from apertura.storage import archive, layout

_DIGITS = 16


def history(root: Path, garante: str) -> tuple[Submission, ...]:
    """Read the submissions of a body by time received.

    Each has an answer, was taken back, or still waits in the inbox: it leaves there when its answer is recorded.
    """
    hashes = {*_named(layout.reports(root) / garante), *_named(layout.withdrawals(root) / garante)}
    hashes |= set(_waiting(layout.inbox(root) / garante))
    found = (archive.find(root, garante, period, sha256) for period, sha256 in hashes)
    return tuple(sorted(filter(None, found), key=lambda each: (each.received, each.sha256)))


def _named(top: Path) -> Iterator[tuple[str, str]]:
    yield from ((folder.parent.name, folder.name) for folder in top.glob("*/[!.]*"))


def _waiting(top: Path) -> Iterator[tuple[str, str]]:
    for path in top.glob("*/*"):
        if path.is_symlink():
            continue
        try:
            with path.open("rb") as file:
                yield path.parent.name, hashlib.file_digest(file, "sha256").hexdigest()[:_DIGITS]
        except (FileNotFoundError, IsADirectoryError):  # taken in meanwhile, or nothing that was handed in
            continue
