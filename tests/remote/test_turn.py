"""The turn on a store: one at a time, succeeded when it falls silent, and harmless when it wakes up."""

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from apertura.durable import write_file, write_folder
from apertura.errors import LeaseHeldError, LeaseLostError, UsageError
from apertura.storage.lease import hold
from apertura.storage.objects import MovedError, Objects
from apertura.storage.place import looked_at, only_a_folder
from apertura.storage.turn import KEY, Turn
from apertura.storage.working_copy import WorkingCopy
from flows.turn import in_turn
from tests.remote.conftest import Store


@pytest.fixture
def objects(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Objects]:
    for name, value in store.reached().items():
        monkeypatch.setenv(name, value)
    return lambda: Objects(store.address)


def test_the_server_keeps_the_promises_that_all_rests_on(objects: Callable[[], Objects]) -> None:
    reached = objects()

    def create(number: int) -> bool:
        try:
            reached.write("uno/solo", str(number).encode(), over=None)
        except MovedError:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(create, range(60))) == 1
    _, etag = reached.read("uno/solo") or (b"", "")
    later = reached.write("uno/solo", b"despues", over=etag)
    assert later != etag
    with pytest.raises(MovedError):
        reached.write("uno/solo", b"tarde", over=etag)
    with pytest.raises(MovedError):
        reached.write("nadie", b"sobre nada", over=etag)
    # whose answer was lost and is sent again
    assert reached.write("uno/solo", b"despues", over=etag) == later


def test_one_holds_it_at_a_time_and_one_that_fell_silent_is_succeeded(objects: Callable[[], Objects]) -> None:
    first = Turn(objects(), "una", beat=0.1, silence=1)
    with first.held():
        first.check()
        with (
            pytest.raises(LeaseHeldError, match=f"pid {os.getpid()}"),
            Turn(objects(), "otra", beat=1, silence=60).held(),
        ):
            raise AssertionError
    dead = Turn(objects(), "una", beat=1000, silence=2000)
    held = dead.held()
    held.__enter__()
    # the dead one wakes up: what it thinks it holds, another has
    with Turn(objects(), "otra", beat=0.1, silence=0.5).held(), pytest.raises(MovedError):
        objects().write(KEY, b"{}", over=dead._etag)
    dead._over.set()


def test_the_same_copy_whose_process_died_is_succeeded_at_once(objects: Callable[[], Objects]) -> None:
    Turn(objects(), "una", beat=1000, silence=2000).held().__enter__()
    with Turn(objects(), "una", beat=1000, silence=2000).held():
        pass
    assert objects().look(KEY) is None


def test_one_that_cannot_say_that_it_lives_writes_nothing_more(objects: Callable[[], Objects]) -> None:
    reached = objects()
    turn = Turn(objects(), "una", beat=0.05, silence=1)
    lost = threading.Event()
    with turn.held():
        _, etag = reached.read(KEY) or (b"", "")
        while not lost.is_set():
            try:
                reached.write(KEY, b'{"copia": "otra"}', over=etag)
                lost.set()
            except MovedError:
                _, etag = reached.read(KEY) or (b"", "")
        while turn._sure > 0:
            lost.wait(0.01)
        with pytest.raises(LeaseLostError, match="Se perdió el turno"):
            turn.check()
    assert reached.look(KEY) is not None


def test_a_folder_cut_short_was_never_there(objects: Callable[[], Objects], store: Store, tmp_path: Path) -> None:
    with WorkingCopy(tmp_path / "una", objects()).opened(), hold(tmp_path / "una"):
        write_folder(tmp_path / "una/accepted/entera", {"a": b"1", "b": b"2"})
    store.put(".apertura/pendientes/x.json", b'{"claves": ["accepted/cortada/a", "accepted/cortada/b"]}')
    store.put("accepted/cortada/a", b"1")
    with WorkingCopy(tmp_path / "otra", objects()).opened(), hold(tmp_path / "otra"):
        assert not (tmp_path / "otra/accepted/cortada").exists()
        assert (tmp_path / "otra/accepted/entera/b").read_bytes() == b"2"
    assert store.objects() == {"accepted/entera/a": b"1", "accepted/entera/b": b"2"}


def test_what_another_wrote_is_not_written_over(objects: Callable[[], Objects], store: Store, tmp_path: Path) -> None:
    root = tmp_path / "una"
    with WorkingCopy(root, objects()).opened(), hold(root):
        write_file(root / "catalog.json", b"uno")
        write_file(root / "catalog.json", b"dos")
        store.put("catalog.json", b"de otro")
        with pytest.raises(LeaseLostError, match=r"escribió catalog\.json"):
            write_file(root / "catalog.json", b"tres")
        assert (root / "catalog.json").read_bytes() == b"dos"
    assert store.read("catalog.json") == b"de otro"


def test_without_the_turn_nothing_is_written(objects: Callable[[], Objects], store: Store, tmp_path: Path) -> None:
    with WorkingCopy(tmp_path / "una", objects()).opened(), pytest.raises(LeaseLostError, match="Nadie tiene el turno"):
        write_file(tmp_path / "una/x", b"x")
    assert not store.objects()
    assert not (tmp_path / "una/x").exists()


def test_what_cannot_be_done_on_a_store_asks_for_a_folder() -> None:
    assert only_a_folder(Path("data")) == Path("data")
    with pytest.raises(UsageError, match="trabaja en una carpeta"):
        only_a_folder(Path("s3://deposito/prefijo"))


def test_whoever_looks_in_turn_waits_for_the_one_at_work(objects: Callable[[], Objects], store: Store) -> None:
    begun, order = threading.Event(), list[str]()

    def work() -> None:
        reached = objects()
        with Turn(reached, "una", beat=0.5).held():
            begun.set()
            time.sleep(6)
            reached.write("published/hecho.txt", b"hecho", over=None)
            order.append("work")

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait()
    with in_turn(lambda: looked_at(Path(store.address)), patience=60) as root:
        order.append((root / "published/hecho.txt").read_text())
    thread.join()
    assert order == ["work", "hecho"]
    assert store.objects().keys() == {"published/hecho.txt"}
