"""What the process that reads does to the one that asked, whatever becomes of it."""

import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from apertura.errors import ReaderLostError
from apertura.intake.read import Opened, Read, read
from apertura.isolation import isolated
from apertura.isolation.limits import LIMITS, Limits
from apertura.isolation.plain import plain
from apertura.model.issue import Issue, IssueTypes, Severity
from tests.intake.workbooks import delimited, ods, sparse_xlsx, xls, xlsx

ROWS = [["Línea de acción", "Fecha"], ["1.1.a", date(2024, 3, 31)], [None, 2.5]]
FILES = {"a.xlsx": xlsx(ROWS), "a.xls": xls(ROWS), "a.ods": ods(ROWS), "a.csv": delimited(ROWS), "b.xlsx": b"no es"}
SLOW = sparse_xlsx({(1, 1): "a", **{(row, 5): "b" for row in range(1_048_540, 1_048_577)}})


@pytest.fixture
def elsewhere() -> Iterator[Read]:
    with isolated() as offered:
        yield offered


@pytest.fixture
def issue_types(definitions) -> IssueTypes:
    return definitions.issue_types


def code(found: Opened | Issue) -> str:
    return found.type.code if isinstance(found, Issue) else "se lee"


def child(offered: Read) -> int:
    """Process that reads at present."""
    return offered.__self__._process.pid


def sent(offered: Read, number: int, after: float) -> threading.Thread:
    """Send a signal to the process that reads, a while after it was asked."""

    def send() -> None:
        time.sleep(after)
        os.kill(child(offered), number)

    thread = threading.Thread(target=send)
    thread.start()
    return thread


@pytest.mark.parametrize("name", FILES)
def test_what_is_read_there_is_what_would_have_been_read_here(elsewhere: Read, issue_types, name: str) -> None:
    assert elsewhere(FILES[name], name, issue_types) == read(FILES[name], name, issue_types)


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS])
def test_a_file_that_brings_its_reader_down_is_returned_and_the_next_one_is_read(
    elsewhere: Read, issue_types, number: int
) -> None:
    bringing_down = sent(elsewhere, number, 0.3)
    assert code(elsewhere(SLOW, "a.xlsx", issue_types)) == "lectura-interrumpida"
    bringing_down.join()
    assert code(elsewhere(FILES["a.xlsx"], "a.xlsx", issue_types)) == "se lee"


def test_a_reader_that_somebody_kills_is_our_failure_and_the_next_file_is_read(elsewhere: Read, issue_types) -> None:
    killing = sent(elsewhere, signal.SIGKILL, 0.3)
    with pytest.raises(ReaderLostError):
        elsewhere(SLOW, "a.xlsx", issue_types)
    killing.join()
    assert code(elsewhere(FILES["a.xlsx"], "a.xlsx", issue_types)) == "se lee"


@pytest.mark.long
def test_a_file_that_asks_for_more_memory_than_is_given_is_returned(issue_types) -> None:
    with isolated(Limits(memory=200_000_000, seconds=60)) as tight:
        found = tight(b"a,b\n" * 10_000_000, "a.csv", issue_types)
        assert (code(found), found.details) == ("lectura-pesada", {"memoria": "190 MB"})
        assert code(tight(FILES["a.csv"], "a.csv", issue_types)) == "se lee"


def test_a_file_that_takes_longer_than_is_given_is_returned(issue_types) -> None:
    with isolated(Limits(memory=LIMITS.memory, seconds=1)) as hasty:
        found = hasty(b"a,b\n" * 15_000_000, "a.csv", issue_types)
        assert (code(found), found.details) == ("lectura-larga", {"segundos": "1"})
        assert code(hasty(FILES["a.csv"], "a.csv", issue_types)) == "se lee"


def test_a_reader_that_neither_reads_nor_answers_holds_nobody_up(issue_types) -> None:
    with isolated(Limits(memory=LIMITS.memory, seconds=1)) as hasty:
        assert code(hasty(FILES["a.csv"], "a.csv", issue_types)) == "se lee"
        os.kill(child(hasty), signal.SIGSTOP)
        assert code(hasty(b"a,b\n" * 1_000_000, "a.csv", issue_types)) == "lectura-larga"


def test_several_who_ask_at_once_get_each_their_own_answer(elsewhere: Read, issue_types) -> None:
    asked = {f"{n}.csv": f"a{n},b\n".encode() for n in range(30)}
    found: dict[str, Opened | Issue] = {}

    def ask(name: str) -> None:
        found[name] = elsewhere(asked[name], name, issue_types)

    threads = [threading.Thread(target=ask, args=(name,)) for name in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {name: each.sheets[0].rows[0][0] for name, each in found.items()} == {f"{n}.csv": f"a{n}" for n in range(30)}


def test_the_reader_ends_with_who_started_it(issue_types) -> None:
    with isolated() as offered:
        pid = child(offered)
    assert not Path(f"/proc/{pid}").exists()


class Strange:
    def __init__(self, call: Callable[..., object], *arguments: object) -> None:
        self.reduced = (call, arguments)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.reduced


@pytest.mark.parametrize(
    "message",
    [
        pickle.dumps(Strange(os.system, "touch huella")),
        pickle.dumps(Strange(eval, "open('huella', 'w')")),
        pickle.dumps(Strange(getattr, "a", "upper")),
        pickle.dumps(Strange(getattr, Severity, "__class__")),
        pickle.dumps(Strange(getattr, Issue, "__init__")),
        pickle.dumps(Strange(read, b"", "a.csv", {})),
        b"\x80\x04\x8c\x16apertura.intake.raw\x8c\x05re.sys\x93.",
        b"esto no es un mensaje",
        b"",
    ],
    ids=[
        "system",
        "eval",
        "getattr",
        "getattr of an enumeration",
        "getattr of ours",
        "ours",
        "dotted",
        "noise",
        "nothing",
    ],
)
def test_a_reader_in_strange_hands_can_say_nothing_but_values(
    message: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises((pickle.UnpicklingError, EOFError, ValueError)):
        plain(message)
    assert not list(tmp_path.iterdir())


def test_a_member_of_an_enumeration_is_read_as_python_before_3_11_4_writes_it() -> None:
    assert plain(pickle.dumps(Strange(getattr, Severity, "GRAVE"))) is Severity.GRAVE
