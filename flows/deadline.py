"""Seconds to the end of a process that hangs where no time limit reaches it, such as in a disk that does not answer."""

import faulthandler
from collections.abc import Iterator
from contextlib import contextmanager

GRACE = 300
"""Seconds that a flow's own time limit has to end it in good order, before the process is ended."""


@contextmanager
def ended_by(seconds: float) -> Iterator[None]:
    """End this process, with exit code 1 and where each thread stood on stderr, unless the block is over in time.

    A thread that waits for the system hears of no exception. What a run leaves half done, the next one finishes.
    """
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
