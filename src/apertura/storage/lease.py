"""Workspace to the right to change it: one run at a time."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from apertura.durable import make_folder, unfinished
from apertura.errors import LeaseHeldError
from apertura.storage import layout

LOCK = ".apertura.lock"


@contextmanager
def hold(root: Path) -> Iterator[None]:
    """Hold the workspace while the block runs; the lock dies with the process, however that ends.

    On entering, what interrupted runs left unfinished is thrown away. Raises LeaseHeldError, naming the holder's
    process and since when (UTC), where another run is at work.
    """
    make_folder(root)
    descriptor = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _lock(descriptor, root)
        _throw_away_unfinished(root)
        yield
    finally:
        os.close(descriptor)


def _throw_away_unfinished(root: Path) -> None:
    folders = layout.archive, layout.accepted, layout.reports, layout.outbox, layout.chronicle
    for top in (folder(root) for folder in folders):
        for left in list(unfinished(top)):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _lock(descriptor: int, root: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise LeaseHeldError(f"Otro proceso está trabajando en {root}{_holder(descriptor)}.") from error
    since = datetime.now(UTC).isoformat(timespec="seconds")
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "desde": since}).encode(), 0)


def _holder(descriptor: int) -> str:
    try:
        holder = json.loads(os.pread(descriptor, 1000, 0))
    except ValueError:  # it has the lock and has not signed yet
        return ""
    return f" (pid {holder['pid']}, desde {holder['desde']})"
