"""The right to change the workspace, for whoever can wait a little for it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

from apertura.errors import LeaseHeldError
from apertura.storage.lease import hold

_PAUSE = 0.25


@contextmanager
def held(root: Path, patience: float) -> Iterator[None]:
    """Hold the workspace while the block runs; LeaseHeldError where a run is at work for longer than ``patience``.

    ``patience`` is in seconds.
    """
    until = monotonic() + patience
    with ExitStack() as holding:
        while True:
            try:
                holding.enter_context(hold(root, sweep=False))
                break
            except LeaseHeldError:
                if monotonic() > until:
                    raise
                sleep(_PAUSE)
        yield
