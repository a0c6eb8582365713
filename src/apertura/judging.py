"""Submissions judged several at once, each in another process, so that none holds up the rest or brings them down."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeAlias, TypeVar

from apertura.errors import JudgeLostError
from apertura.ingest import Considered, consider, given_up
from apertura.intake.read import Read
from apertura.isolation import isolated
from apertura.logs import begin_logs
from apertura.model.definition import Definitions
from apertura.model.submission import Submission
from apertura.process import lasting, uninterrupted
from apertura.spreading import PENDING, spread
from apertura.where_judged import cluster, forking, in_others

LONGEST = 600
"""Seconds after which a file that is still being judged is given up: a failure of ours, not the file's."""

Consider: TypeAlias = "Callable[[Path, Submission], Considered]"

Answered = TypeVar("Answered")

logger = logging.getLogger(__name__)

_given: list[tuple[Definitions, Read]] = []
"""What a judging process was started with, and reads with; empty in the process that starts them."""

_own = ExitStack()
"""What ends with a judging process."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A pool of one process: that one's death is nobody else's, which in a larger pool it would be."""

    pool: ProcessPoolExecutor
    pid: "Future[int]"


@dataclass(frozen=True, slots=True)
class Judges:
    """Processes that judge, one file at a time each; whoever asks while all are at work waits."""

    definitions: Definitions
    idle: "SimpleQueue[Judge]"

    def ask(self, work: "Callable[..., Answered]", *said: Any) -> Answered:
        """Have a process do some work, a function of a module, with the definitions and a way to read files.

        Raises JudgeLostError where it dies of it, or takes LONGEST, and whatever the work raises.
        """
        judge = self.idle.get()
        try:
            return judge.pool.submit(_work, work, said).result(timeout=LONGEST)
        except BrokenProcessPool as error:
            judge = _start(self.definitions)
            raise JudgeLostError("el proceso que juzgaba murió") from error
        except TimeoutError as error:
            os.kill(judge.pid.result(), signal.SIGKILL)
            judge = _start(self.definitions)
            raise JudgeLostError(f"llevaba más de {LONGEST} segundos") from error
        finally:
            self.idle.put(judge)


@contextmanager
def judges(definitions: Definitions, count: int) -> Iterator[Judges]:
    """Start ``count`` processes that judge; they end with this one, however it ends."""
    idle: SimpleQueue[Judge] = SimpleQueue()
    for _ in range(count):
        idle.put(_start(definitions))
    try:
        yield Judges(definitions, idle)
    finally:
        for _ in range(count):
            idle.get().pool.shutdown()


def together() -> int:
    """Return how many submissions to have in hand at a time: while one waits for the disk, another is judged."""
    return PENDING if cluster() else 2 * (os.cpu_count() or 1)


@contextmanager
def considering(definitions: Definitions, files: int) -> Iterator[Consider]:
    """Offer to judge ``files`` submissions: FEW in this process, more in as many as there are processors.

    Where a cluster is named (``spreading``), all are judged there. Files are read in yet another process
    (``isolation``), for each that judges. All only read: whoever asked records. They end with this process, however it
    ends. A submission whose process dies, or takes LONGEST, is given up.
    """
    if (where := cluster()) and files:
        with spread(definitions, where, LONGEST) as asked:
            yield asked
        return
    if not in_others(files):
        with isolated() as read:
            yield partial(consider, definitions=definitions, read=read)
        return
    with judges(definitions, os.cpu_count() or 1) as several:
        yield partial(_elsewhere, several)


def _start(definitions: Definitions) -> Judge:
    context = forking()
    with uninterrupted():
        pool = ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(definitions,))
        return Judge(pool, pool.submit(os.getpid))


def _elsewhere(several: Judges, root: Path, submission: Submission) -> Considered:
    try:
        return several.ask(_consider, root, submission)
    except JudgeLostError as error:
        logger.error("juzgar %s de %s: %s", *_named(submission), error)  # noqa: TRY400
        return given_up(submission, several.definitions)


def _named(submission: Submission) -> tuple[str, str]:
    return submission.sha256[:12], submission.garante


def _begin(definitions: Definitions) -> None:
    begin_logs()
    lasting()
    _given.append((definitions, _own.enter_context(isolated())))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _work(work: "Callable[..., Answered]", said: tuple[object, ...]) -> Answered:
    [(definitions, read)] = _given
    return work(definitions, read, *said)


def _consider(definitions: Definitions, read: Read, root: Path, submission: Submission) -> Considered:
    return consider(root, submission, definitions, read)
