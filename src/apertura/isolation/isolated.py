"""Files to their sheets, each read by a process that ends with it where it must."""

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
from apertura.isolation.limits import EXHAUSTED, MEMORY, SECONDS
from apertura.isolation.plain import plain
from apertura.model.issue import Issue, IssueTypes

_COMMAND = (sys.executable, "-P", "-m", "apertura.isolation.child")
_BY_ITSELF = {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL, -signal.SIGFPE, -signal.SIGTRAP}


@contextmanager
def isolated() -> Iterator[Read]:
    """Offer to read files, one at a time, in a process that may take MEMORY, and SECONDS for each.

    It starts at once, beside whatever this process does next, and is started again where a file is the end of it: that
    file is answered with the issue that says so. It ends with this process, however that ends.
    """
    reader = _Reader()
    try:
        yield reader.read
    finally:
        reader.end()


class _Reader:
    def __init__(self) -> None:
        self._lock = Lock()
        self._process = _start()

    def read(self, content: bytes, filename: str, issue_types: IssueTypes) -> Opened | Issue:
        question = pickle.dumps((filename, dict(issue_types)))
        with self._lock:
            asked = monotonic()
            message = self._ask(question, content)
            if message is None:
                late = monotonic() - asked >= SECONDS
                code = self.end()
                self._process = _start()
                return _end_of_it(code, late=late, issue_types=issue_types)
        answer = plain(message)
        if isinstance(answer, Opened | Issue):
            return answer
        raise ReaderLostError(str(answer))

    def _ask(self, *messages: bytes) -> bytes | None:
        # a process that neither reads nor answers holds nobody up: what is killed closes its pipes
        alarm = Timer(SECONDS, self._process.kill)
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


def _start() -> "subprocess.Popen[bytes]":
    # in a session of its own, an interruption from the keyboard is this process' to answer
    return subprocess.Popen(  # noqa: S603 - the interpreter that runs this
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    if end is None:
        raise ReaderLostError("sin tuberías")
    return end


def _end_of_it(code: int, *, late: bool, issue_types: IssueTypes) -> Issue:
    if late or code == -signal.SIGXCPU:
        return Issue(issue_types["lectura-larga"], details={"segundos": str(SECONDS)})
    if code == EXHAUSTED:
        return Issue(issue_types["lectura-pesada"], details={"memoria": f"{MEMORY // 2**30} GB"})
    if code in _BY_ITSELF:
        return Issue(issue_types["lectura-interrumpida"])
    raise ReaderLostError(f"el proceso que lee terminó con {code}")
