"""Kill -9 of the night at random instants: the next one ends as if nothing had happened."""

import hashlib
import random
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

from tests.acceptance.conftest import command, environment
from tests.acceptance.trees import contents

INSTANTS = 20
# more than are judged in one process
GARANTES = 6


def night(root: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command("nocturna", "--datos", root),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def finish(root: Path) -> None:
    process = night(root)
    _, errors = process.communicate()
    assert process.returncode == 0, errors.decode()


class Reader(threading.Thread):
    """A researcher who reads `latest` all the time and checks each file against its checksum."""

    def __init__(self, root: Path) -> None:
        super().__init__(daemon=True)
        self.catalogue = root / "published"
        self.broken: list[str] = []
        self.reads = 0
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            for latest in self.catalogue.glob("*/latest"):
                self.read(latest.resolve())

    def read(self, version: Path) -> None:
        for line in (version / "SHA256SUMS").read_text().splitlines():
            checksum, name = line.split("  ", 1)
            if hashlib.sha256((version / name).read_bytes()).hexdigest() != checksum:
                self.broken.append(f"{version}/{name}")
        self.reads += 1

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.join()

    def __enter__(self) -> "Reader":
        self.start()
        return self


def workspace(demo_inbox: Path, root: Path) -> None:
    """One published quarter, and the next three waiting in the inbox, some in several workbooks."""
    garantes = [path.name for path in sorted(demo_inbox.iterdir())[:GARANTES]]
    for garante in garantes:
        shutil.copytree(demo_inbox / garante / "2024-T1", root / "raw" / "inbox" / garante / "2024-T1")
    finish(root)
    for garante in garantes:
        for period in ("2024-T2", "2024-T3", "2024-T4"):
            shutil.copytree(demo_inbox / garante / period, root / "raw" / "inbox" / garante / period)


def test_a_night_killed_at_any_instant_is_made_good_by_the_next(apertura, tmp_path: Path) -> None:
    apertura("demo", "--solo-entregas", "--datos", tmp_path / "demo")
    start = tmp_path / "start"
    workspace(tmp_path / "demo" / "raw" / "inbox", start)
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(start, undisturbed, symlinks=True)
    began = time.monotonic()
    finish(undisturbed)
    lasted = time.monotonic() - began
    wanted = contents(undisturbed)
    assert (undisturbed / "published" / "avance_linea_accion" / "latest").readlink() == Path("1.1.0")

    chance = random.Random(2024)
    landed = 0
    for number in range(3 * INSTANTS):
        root = tmp_path / f"killed-{number}"
        shutil.copytree(start, root, symlinks=True)
        with Reader(root) as reader:
            process = night(root)
            time.sleep(lasted * chance.uniform(0.2, 1.0))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            landed += process.returncode == -signal.SIGKILL
            finish(root)
        assert contents(root) == wanted, f"instant {number}"
        assert reader.reads
        assert not reader.broken
        shutil.rmtree(root)
        if landed == INSTANTS:
            break
    # a night that was over before its instant came does not count
    assert landed == INSTANTS
