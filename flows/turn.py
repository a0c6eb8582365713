"""The workspace's lease, waited for: of two runs at once, the second does what the first left."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from apertura.errors import LeaseHeldError
from apertura.storage.lease import hold
from apertura.storage.place import opened

Entered = TypeVar("Entered")

logger = logging.getLogger("apertura.turno")

PATIENCE = 3600
"""Seconds that a run waits for another; a night with everything new takes minutes."""


@contextmanager
def hold_in_turn(place: Path, patience: float = PATIENCE) -> Iterator[Path]:
    """Hold the workspace while the block runs, waiting for whoever holds it; LeaseHeldError after ``patience``.

    Yields the folder to work in: of an object store, its copy.
    """
    with opened(place) as root, in_turn(lambda: hold(root), patience):
        yield root


@contextmanager
def in_turn(entered: Callable[[], AbstractContextManager[Entered]], patience: float = PATIENCE) -> Iterator[Entered]:
    """Enter what whoever holds the workspace keeps everybody else from, waiting for it; LeaseHeldError in the end."""
    tries = Retrying(
        retry=retry_if_exception_type(LeaseHeldError),
        stop=stop_after_delay(patience),
        wait=wait_fixed(1),
        before_sleep=_tell_once,
        reraise=True,
    )
    with ExitStack() as held:
        yield tries(lambda: held.enter_context(entered()))


def _tell_once(state: RetryCallState) -> None:
    if state.attempt_number == 1 and state.outcome is not None:
        logger.warning("%s Se espera a que termine.", state.outcome.exception())
