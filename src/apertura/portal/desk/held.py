"""The workspace held by whoever waits a little for a run that is at work."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

from apertura.errors import LeaseHeldError
from apertura.storage.lease import hold

PAUSE = 0.25
"""Seconds between two tries."""


@contextmanager
def held(root: Path, patience: float) -> Iterator[None]:
    """Hold it, waiting so many seconds for a run that is at work; LeaseHeldError where that takes longer."""
    until = monotonic() + patience
    with ExitStack() as holding:
        while True:
            try:
                holding.enter_context(hold(root, sweep=False))
                break
            except LeaseHeldError:
                if monotonic() > until:
                    raise
                sleep(PAUSE)
        yield
