"""One run at a time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from apertura.errors import LeaseHeldError
from apertura.storage.lease import hold, receiving, undisturbed

HOLDER = """
import sys, time
from pathlib import Path
from apertura.storage.lease import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_another_run_is_refused_and_told_who_has_it(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(LeaseHeldError, match=rf"pid {holder.pid}, desde 20\d\d-"), hold(tmp_path):
            pass
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    with hold(tmp_path):
        assert f'"pid": {os.getpid()}' in (tmp_path / ".apertura.lock").read_text()


def test_the_lease_is_free_again_after_the_block_however_it_ends(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(tmp_path):
        1 / 0  # noqa: B018
    with hold(tmp_path), pytest.raises(LeaseHeldError), hold(tmp_path):
        pass


def test_what_interrupted_runs_left_unfinished_is_thrown_away_and_nothing_else(tmp_path: Path) -> None:
    kept = tmp_path / "raw" / "archive" / "ab" / "contenido"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"x")
    (kept.parent / ".tmp-01").write_bytes(b"medio")
    (tmp_path / "accepted" / "avances" / ".tmp-02").mkdir(parents=True)
    (tmp_path / "accepted" / "avances" / ".tmp-02" / "tabla.parquet").write_bytes(b"medio")
    waiting = tmp_path / "raw" / "inbox" / "OG-01" / "2024-T1" / ".tmp-03"
    waiting.parent.mkdir(parents=True)
    waiting.write_bytes(b"otro programa lo escribe")
    with hold(tmp_path):
        pass
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
        ".apertura.lock",
        ".recepcion.lock",
        ".tmp-03",
        "contenido",
    ]
    assert list((tmp_path / "accepted" / "avances").iterdir()) == []


def test_what_is_being_received_is_not_taken_for_something_left_unfinished(tmp_path: Path) -> None:
    coming = tmp_path / "raw" / "archive" / "ab" / ".tmp-01"
    coming.parent.mkdir(parents=True)
    swept = Event()

    def sweep() -> None:
        with hold(tmp_path):
            swept.set()

    with receiving(tmp_path), receiving(tmp_path):
        coming.write_bytes(b"medio")
        run = Thread(target=sweep)
        run.start()
        assert not swept.wait(0.3)
        coming.replace(coming.with_name("contenido"))
    run.join()
    assert swept.is_set()
    assert coming.with_name("contenido").exists()


def test_a_file_is_received_while_a_run_holds_the_workspace(tmp_path: Path) -> None:
    with hold(tmp_path), receiving(tmp_path):
        pass


def test_holding_again_touches_no_folder(tmp_path: Path) -> None:
    with hold(tmp_path):
        pass
    before = tmp_path.stat().st_mtime_ns
    time.sleep(0.01)
    with hold(tmp_path):
        pass
    assert tmp_path.stat().st_mtime_ns == before


def test_whoever_looks_keeps_a_run_away_and_not_another_who_looks(tmp_path: Path) -> None:
    with undisturbed(tmp_path):
        assert not any(tmp_path.iterdir())
    with hold(tmp_path), pytest.raises(LeaseHeldError, match=f"pid {os.getpid()}"), undisturbed(tmp_path):
        pass
    with undisturbed(tmp_path), undisturbed(tmp_path), pytest.raises(LeaseHeldError, match="íntegro"), hold(tmp_path):
        pass
    with hold(tmp_path):
        pass
