"""A process that others are forked from, begun before they are wanted: what they import takes half a second."""

from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext

FEW = 16
"""Files up to which starting processes takes longer than it saves: a start is about 1 s, a file about 0.03 s."""

_IMPORTED = "apertura.judging"


def begin(files: int) -> None:
    """Begin it, and do not wait for it, where so many files are to be judged that it will be wanted."""
    if files > FEW:
        context()
        forkserver.ensure_running()


def context() -> ForkServerContext:
    """Return what starts the processes that judge."""
    found = get_context("forkserver")
    found.set_forkserver_preload([_IMPORTED])
    return found
