"""Where submissions are judged: in this process, in others of this machine, or by a cluster."""

import os
from multiprocessing import forkserver, get_context, resource_tracker
from multiprocessing.context import ForkServerContext

from apertura.process import uninterrupted

CLUSTER = "APERTURA_DASK"
"""Variable that names the cluster: the address of its scheduler, or how many processes to start on this machine."""

FEW = 40
"""Files up to which starting processes saves no time (two processors, 0.035 s a file), and costs a fifth more work."""

_JUDGING = "apertura.judging"


def cluster() -> str | None:
    """Return what was said of a cluster; None where submissions are judged on this machine alone."""
    return os.environ.get(CLUSTER) or None


def in_others(files: int) -> bool:
    """Tell whether so many files are for other processes of this machine to judge."""
    return files > FEW and cluster() is None


def forking() -> ForkServerContext:
    """Give what judging processes are forked from: a process with all of ``apertura.judging`` in it.

    It is started where it is not there yet. Neither it nor they hear an interruption from the keyboard: that is for the
    process that started it to answer.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload([_JUDGING])
    # it would unblock what is blocked here
    resource_tracker.ensure_running()
    with uninterrupted():
        forkserver.ensure_running()
    return context


def start_early(files: int) -> None:
    """Start what will be forked from, where it will: to import all takes it as long as this process, beside it."""
    if in_others(files):
        forking()
