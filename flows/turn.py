"""The workspace's lease, waited for: of two runs at once, the second does what the first left."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from apertura.errors import LeaseHeldError
from apertura.storage.lease import hold

PATIENCE = 3600
"""Seconds that a run waits for another; a night with everything new takes minutes."""


@contextmanager
def hold_in_turn(root: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the workspace while the block runs, waiting for whoever holds it; LeaseHeldError after ``patience``."""
    tries = Retrying(
        retry=retry_if_exception_type(LeaseHeldError),
        stop=stop_after_delay(patience),
        wait=wait_fixed(1),
        reraise=True,
    )
    with ExitStack() as held:
        tries(lambda: held.enter_context(hold(root)))
        yield
