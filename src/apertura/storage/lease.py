"""Workspace to the right to change it: one run at a time."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from apertura.durable import keeper_of, make_folder, unfinished
from apertura.errors import LeaseHeldError
from apertura.storage import layout

LOCK = ".apertura.lock"
RECEIVING = ".recepcion.lock"
"""Held, shared, for as long as one file is received without the lease; and alone, while what is unfinished is swept."""


@contextmanager
def hold(root: Path, *, sweep: bool = True) -> Iterator[None]:
    """Hold the workspace while the block runs; the lock dies with the process, however that ends.

    On entering, what interrupted runs left unfinished is thrown away, unless ``sweep`` says that there is no time to
    look for it everywhere: the next run will. Raises LeaseHeldError, naming the holder's
    process and since when (UTC), where another run is at work.
    """
    make_folder(root)
    descriptor = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _lock(descriptor, root, fcntl.LOCK_EX)
        _sign(descriptor)
        if keeper := keeper_of(root):
            keeper.take_turn()
        if sweep:
            _throw_away_unfinished(root)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def undisturbed(root: Path) -> Iterator[None]:
    """Keep whoever would change the workspace from it while the block looks at it; LeaseHeldError as ``hold``.

    Nothing is written, so whoever may only read can. In a folder where nobody ever worked, as a copy of one, there is
    nobody to keep away.
    """
    if not (root / LOCK).exists():
        yield
        return
    descriptor = os.open(root / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _lock(descriptor, root, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def receiving(root: Path) -> Iterator[None]:
    """Write a file or two under the workspace beside whoever holds it, who may be at it for long.

    Only what can be written at any time may be: what is received, which nobody rewrites, and mail that is a file.
    """
    with _locked(root, fcntl.LOCK_SH):
        yield


@contextmanager
def _locked(root: Path, how: int) -> Iterator[None]:
    make_folder(root)
    descriptor = os.open(root / RECEIVING, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)


def _throw_away_unfinished(root: Path) -> None:
    with _locked(root, fcntl.LOCK_EX):
        _sweep(root)


def _sweep(root: Path) -> None:
    folders = (
        *(layout.archive, layout.accepted, layout.reports, layout.outbox, layout.chronicle),
        *(layout.approvals, layout.withdrawals),
    )
    for top in (folder(root) for folder in folders):
        for left in list(unfinished(top)):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _lock(descriptor: int, root: Path, how: int) -> None:
    if not _take(descriptor, how):
        # whoever only looks does not sign, and shares the lock
        if how == fcntl.LOCK_EX and _take(descriptor, fcntl.LOCK_SH):
            raise LeaseHeldError(f"Otro proceso está comprobando que {root} esté íntegro.")
        raise LeaseHeldError(f"Otro proceso está trabajando en {root}{_holder(descriptor)}.")


def _take(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(descriptor: int) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "desde": since}).encode(), 0)


def _holder(descriptor: int) -> str:
    try:
        holder = json.loads(os.pread(descriptor, 1000, 0))
    except ValueError:  # it has the lock and has not signed yet
        return ""
    return f" (pid {holder['pid']}, desde {holder['desde']})"
