"""Whole or not at all, killed at any instant."""

import hashlib
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from apertura.durable import write_file, write_folder
from apertura.storage.lease import hold

WRITER = """
import sys
from pathlib import Path
from apertura.durable import write_file, write_folder
root = Path(sys.argv[1])
print("ready", flush=True)
n = 0
while True:
    n += 1
    write_file(root / "fichero", (b"%d " % n) * 50_000)
    write_folder(root / f"carpeta-{n % 50}-{sys.argv[2]}", {"a": b"a" * 70_000, "b": b"b" * 70_000})
"""
RECEIVER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from apertura.storage.archive import receive
from apertura.storage.lease import hold
root = Path(sys.argv[1])
with hold(root):
    print("ready", flush=True)
    for n in range(40):
        content = b"%d" % n * 100_000
        receive(root, "OG-01", "2024-T1", "a.xlsx", content, now=datetime(2024, 4, 15, tzinfo=UTC), channel="buzon")
"""


def killed(script: str, *arguments: object, after: float) -> None:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def test_a_file_is_replaced_and_a_folder_is_not(tmp_path: Path) -> None:
    write_file(tmp_path / "a" / "b" / "f", b"1")
    write_file(tmp_path / "a" / "b" / "f", b"2")
    assert write_folder(tmp_path / "c" / "d", {"x": b"1"})
    assert not write_folder(tmp_path / "c" / "d", {"x": b"2"})
    assert contents(tmp_path) == {"a/b/f": b"2", "c/d/x": b"1"}


def test_a_writer_killed_at_any_instant_never_leaves_half_a_file_or_half_a_folder(tmp_path: Path) -> None:
    chance = random.Random(2024)
    for kill in range(6):
        killed(WRITER, tmp_path, kill, after=chance.uniform(0.0, 0.1))
        if (tmp_path / "fichero").exists():
            words = (tmp_path / "fichero").read_bytes().split()
            assert len(words) == 50_000
            assert len(set(words)) == 1
        for folder in tmp_path.glob("carpeta-*"):
            assert {path.name: path.stat().st_size for path in folder.iterdir()} == {"a": 70_000, "b": 70_000}
    assert (tmp_path / "fichero").exists()


@pytest.mark.long
def test_receiving_killed_at_any_instant_is_made_good_by_receiving_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", RECEIVER, tmp_path / "sano"], check=True, capture_output=True)
    wanted = contents(tmp_path / "sano")
    chance = random.Random(2024)
    for _ in range(6):
        killed(RECEIVER, tmp_path / "roto", after=chance.uniform(0.0, 0.05))
        for content in (tmp_path / "roto").rglob("contenido"):
            assert hashlib.sha256(content.read_bytes()).hexdigest() == content.parent.name
    subprocess.run([sys.executable, "-c", RECEIVER, tmp_path / "roto"], check=True, capture_output=True)
    with hold(tmp_path / "roto"):
        assert contents(tmp_path / "roto") == wanted
