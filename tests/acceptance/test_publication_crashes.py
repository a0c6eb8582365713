"""A publication killed at any instant, before each of its writes: the next one finishes it or forgets it."""

import hashlib
import os
import random
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from apertura.model.version import Changeset
from apertura.publication import folder
from tests.publication.catalogue import DATASET, ONE, THREE, TWO, apply, contents, publish


def killed(root: Path, changeset: Changeset, *, after: float) -> None:
    """Apply in a process of its own, and kill it after some seconds."""
    process = os.fork()
    if process == 0:
        apply(root, changeset)
        os._exit(0)
    time.sleep(after)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def dying(root: Path, changeset: Changeset, last: int) -> bool:
    """Apply in a process that is killed before its write number ``last``; whether there was one."""
    process = os.fork()
    if process == 0:
        sys.addaudithook(Death(last))
        apply(root, changeset)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


class Death:
    """Comes before the nth call that would change what is on the disk."""

    def __init__(self, last: int) -> None:
        self.left = last

    def __call__(self, event: str, arguments: tuple) -> None:
        opened_to_write = event == "open" and arguments[2] & os.O_CREAT
        if opened_to_write or event in {"os.mkdir", "os.rename", "os.symlink", "os.remove"}:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class Reader(threading.Thread):
    """A researcher who reads `latest` all the time."""

    def __init__(self, dataset: Path) -> None:
        super().__init__(daemon=True)
        self.dataset, self.seen, self.broken, self.done = dataset, set[str](), list[str](), threading.Event()

    def run(self) -> None:
        while not self.done.is_set():
            version = (self.dataset / "latest").resolve()
            self.seen.add(version.name)
            for line in (version / "SHA256SUMS").read_text().splitlines():
                sha256, name = line.split("  ")
                if hashlib.sha256((version / name).read_bytes()).hexdigest() != sha256:
                    self.broken.append(f"{version.name}/{name}")


def test_a_publication_killed_at_any_instant_is_finished_by_the_next(tmp_path: Path) -> None:
    start, undisturbed = tmp_path / "inicio", tmp_path / "sano"
    publish(start, ONE)
    shutil.copytree(start, undisturbed, symlinks=True)
    changeset = publish(undisturbed, THREE)
    wanted = contents(undisturbed)
    chance = random.Random(2024)
    for kill in range(12):
        root = tmp_path / str(kill)
        shutil.copytree(start, root, symlinks=True)
        killed(root, changeset, after=chance.uniform(0, 0.02))
        reader = Reader(root / DATASET)
        reader.start()
        publish(root, THREE)
        reader.done.set()
        reader.join()
        assert contents(root) == wanted
        assert reader.broken == []
        assert reader.seen <= {"1.0.0", "1.1.0"}


@pytest.mark.parametrize("earlier", [[], ONE], ids=["first version", "next version"])
def test_a_publication_killed_before_each_of_its_writes_is_finished_by_the_next(tmp_path: Path, earlier) -> None:
    start, undisturbed = tmp_path / "inicio", tmp_path / "sano"
    start.mkdir()
    publish(start, earlier)
    shutil.copytree(start, undisturbed, symlinks=True)
    changeset = publish(undisturbed, TWO)
    wanted = contents(undisturbed)
    for last in range(1, 100):
        root = tmp_path / str(last)
        shutil.copytree(start, root, symlinks=True)
        if not dying(root, changeset, last):
            break
        publish(root, TWO)
        assert contents(root) == wanted, f"write {last}"
        assert folder.verify(root) == ()
    assert last > 18


def test_what_came_in_after_a_kill_is_published_after_what_was_being_published(tmp_path: Path) -> None:
    start, undisturbed = tmp_path / "inicio", tmp_path / "sano"
    publish(start, ONE)
    shutil.copytree(start, undisturbed, symlinks=True)
    changeset = publish(undisturbed, TWO)
    publish(undisturbed, THREE)
    outcomes = set()
    for last in range(14, 100):
        root = tmp_path / str(last)
        shutil.copytree(start, root, symlinks=True)
        if not dying(root, changeset, last):
            break
        publish(root, THREE)
        assert folder.verify(root) == ()
        outcomes.add(str((root / DATASET / "latest").readlink()))
        if (root / DATASET / "1.2.0").exists():
            assert contents(root) == contents(undisturbed)
    # killed before the version was whole, its rows come with the next one
    assert outcomes == {"1.1.0", "1.2.0"}
