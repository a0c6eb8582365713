"""Files to their sheets, each read by a process that ends with it where it must."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Timer
from time import monotonic
from typing import IO

from apertura.errors import ReaderLostError
from apertura.intake.read import Opened, Read
from apertura.isolation.frames import receive, send
from apertura.isolation.limits import EXHAUSTED, LIMITS, Limits
from apertura.isolation.plain import plain
from apertura.model.issue import Issue, IssueTypes

_COMMAND = (sys.executable, "-P", "-m", "apertura.isolation.child")
_KEPT = str(256 * 2**20)
"""Bytes that the process keeps of what it gave back, to use again: to ask for each anew takes a tenth of its time."""

_BY_ITSELF = {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL, -signal.SIGFPE, -signal.SIGTRAP}


@contextmanager
def isolated(limits: Limits = LIMITS) -> Iterator[Read]:
    """Offer to read files, one at a time, in a process that is held to ``limits``.

    It starts at once, beside whatever this process does next, and is started again where a file is the end of it: that
    file is answered with the issue that says so. It ends with this process, however that ends.
    """
    reader = _Reader(limits)
    try:
        yield reader.read
    finally:
        reader.end()


class _Reader:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = Lock()
        self._process = _start(limits)
        self._known: tuple[IssueTypes, bytes] = ({}, b"")

    def read(self, content: bytes, filename: str, issue_types: IssueTypes) -> Opened | Issue:
        with self._lock:
            asked = monotonic()
            message = self._ask(self._written(issue_types), pickle.dumps(filename), content)
            if message is None:
                late = monotonic() - asked >= self._limits.seconds
                code = self.end()
                self._process = _start(self._limits)
                return _end_of_it(code, self._limits, issue_types, late=late)
        answer = plain(message)
        if isinstance(answer, Opened | Issue):
            return answer
        raise ReaderLostError(str(answer))

    def _written(self, issue_types: IssueTypes) -> bytes:
        # the same with every file
        if self._known[0] is not issue_types:
            self._known = (issue_types, pickle.dumps(dict(issue_types)))
        return self._known[1]

    def _ask(self, *messages: bytes) -> bytes | None:
        # a process that neither reads nor answers holds nobody up: what is killed closes its pipes
        alarm = Timer(self._limits.seconds, self._process.kill)
        alarm.start()
        try:
            for message in messages:
                send(_pipe(self._process.stdin), message)
            return receive(_pipe(self._process.stdout))
        except BrokenPipeError:
            return None
        finally:
            alarm.cancel()

    def end(self) -> int:
        """End the process and return its exit code: negative, the number of the signal it died of."""
        for pipe in (self._process.stdin, self._process.stdout):
            # what could not be written to a process that is no more is not wanted any more either
            with suppress(BrokenPipeError):
                _pipe(pipe).close()
        return self._process.wait()


def _start(limits: Limits) -> "subprocess.Popen[bytes]":
    command = (*_COMMAND, str(limits.memory), str(limits.seconds))
    # of glibc; other libraries pay no heed to them
    keeping = {"MALLOC_MMAP_THRESHOLD_": _KEPT, "MALLOC_TRIM_THRESHOLD_": _KEPT}
    return subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # an interruption from the keyboard is this process' to answer
        start_new_session=True,
        env={**os.environ, **keeping},
    )


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    if end is None:
        raise ReaderLostError("sin tuberías")
    return end


def _end_of_it(code: int, limits: Limits, issue_types: IssueTypes, *, late: bool) -> Issue:
    if late or code == -signal.SIGXCPU:
        return Issue(issue_types["lectura-larga"], details={"segundos": str(limits.seconds)})
    if code == EXHAUSTED:
        return Issue(issue_types["lectura-pesada"], details={"memoria": f"{limits.memory // 2**20:,} MB"})
    if code in _BY_ITSELF:
        return Issue(issue_types["lectura-interrumpida"])
    raise ReaderLostError(f"el proceso que lee terminó con {code}")
