"""How a process of ours is kept light, and what of it is done undisturbed."""

import gc
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 20_000
"""Objects made meanwhile after which a process that lasts looks for what nobody holds any more."""


def without_idle_threads() -> None:
    """Call it before numpy is imported, which pyarrow does: nothing here has work for the threads that it starts.

    They look for it at full speed, a tenth of a second each time (OpenBLAS). Processes that this one starts, neither.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def lasting() -> None:
    """Call it once all is there that stays: that is never rubbish, and is not gone through with every few requests."""
    gc.freeze()
    gc.set_threshold(_MANY)


@contextmanager
def unsearched() -> Iterator[None]:
    """Look for no rubbish within: where much is made that stays, to search it again and again takes long."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hear an interruption from the keyboard only at the end: an import or a start broken off cries in its own way.

    Threads and processes that are started within never hear one.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
