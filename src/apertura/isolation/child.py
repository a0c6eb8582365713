"""Files from standard input to what is in them, on standard output: what the process that reads runs."""

import gc
import io
import os
import pickle
import sys
import traceback
from functools import lru_cache
from typing import BinaryIO

from apertura.intake import workbook as _  # noqa: F401 - what reads is loaded before there is anything to read
from apertura.intake.read import read
from apertura.isolation.frames import receive, send
from apertura.isolation.limits import EXHAUSTED, Limits, allow, confine
from apertura.model.issue import IssueTypes


def main() -> None:
    """Answer each file with ``Opened``, an ``Issue``, or the trace of an error of ours, until no more comes.

    What it may take is in the command line: the two numbers of ``Limits``.
    """
    limits = Limits(*map(int, sys.argv[1:]))
    confine(limits)
    # nothing makes cycles here, and looking for them among millions of cells takes as long as reading them
    gc.disable()
    questions, answers = _pipes()
    try:
        while (issue_types := receive(questions)) is not None:
            allow(limits)
            send(answers, _answer(issue_types, receive(questions) or b"", receive(questions) or b""))
    except MemoryError:
        os._exit(EXHAUSTED)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    # whatever a reader prints, a cry of Rust's for instance, must not come between the messages
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silence, standard)
    return questions, answers


def _answer(issue_types: bytes, filename: bytes, content: bytes) -> bytes:
    name: str = pickle.loads(filename)  # noqa: S301 - from whoever started this process
    try:
        answer: object = read(content, name, _known(issue_types))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - told to whoever asked, who knows what may be said of it
        answer = traceback.format_exc()
    return _written(answer)


@lru_cache(maxsize=1)
def _known(issue_types: bytes) -> IssueTypes:
    known: IssueTypes = pickle.loads(issue_types)  # noqa: S301
    return known


def _written(answer: object) -> bytes:
    message = io.BytesIO()
    pickler = pickle.Pickler(message, pickle.HIGHEST_PROTOCOL)
    # no cell is the same object as another: remembering each takes longer than writing it
    pickler.fast = True
    pickler.dump(answer)
    return message.getvalue()


if __name__ == "__main__":
    main()
