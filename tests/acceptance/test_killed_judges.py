"""Kill -9 of the processes that judge, not of the night: the rest goes on, and what they had is made good."""

import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.acceptance.conftest import command, environment
from tests.acceptance.trees import contents

OUR_FAILURE = 3


@pytest.fixture
def start(apertura, tmp_path: Path) -> Path:
    root = tmp_path / "start"
    apertura("demo", "--solo-entregas", "--datos", root)
    return root


def night(root: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command("nocturna", "--datos", root),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def children(pid: int) -> list[int]:
    return [int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()]


def judges(pid: int) -> list[int]:
    """Processes of the fork server of a night: its grandchildren."""
    return [judge for server in children(pid) for judge in children(server)]


def kill(pid: int) -> None:
    subprocess.run(["kill", "-9", str(pid)], check=False, stderr=subprocess.DEVNULL)


def waiting(root: Path) -> int:
    return sum(path.is_file() for path in (root / "raw" / "inbox").rglob("*"))


def answers(root: Path) -> dict[str, str]:
    return contents(root / "reports")


def latest(root: Path) -> dict[str, bytes]:
    """The table of each dataset; what says where its rows came from counts the versions of the night before."""
    folders = sorted((root / "published").glob("*/latest"))
    return {folder.parent.name: (folder / f"{folder.parent.name}.csv").read_bytes() for folder in folders}


def test_a_judge_that_is_killed_costs_its_file_one_night_and_the_others_nothing(start: Path, tmp_path: Path) -> None:
    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    shutil.copytree(start, undisturbed)
    shutil.copytree(start, disturbed)
    night(undisturbed).communicate()

    process, before = night(disturbed), waiting(disturbed)
    while waiting(disturbed) == before:
        time.sleep(0.01)
    killed = 0
    for judge in judges(process.pid):
        kill(judge)
        killed += 1
    said, errors = process.communicate()
    assert killed
    assert "Traceback" not in said + errors
    assert process.returncode == OUR_FAILURE
    left = waiting(disturbed)
    assert 0 < left <= killed
    assert errors.count("murió") == left

    assert night(disturbed).wait() == 0
    assert waiting(disturbed) == 0
    assert answers(disturbed) == answers(undisturbed)
    assert latest(disturbed) == latest(undisturbed)


def test_the_judges_of_a_night_that_is_killed_end_with_it(start: Path) -> None:
    process, before = night(start), waiting(start)
    while waiting(start) == before:
        time.sleep(0.01)
    orphans = judges(process.pid)
    assert orphans
    process.send_signal(signal.SIGKILL)
    process.communicate()
    until = time.monotonic() + 30
    while any(Path(f"/proc/{orphan}").exists() for orphan in orphans):
        assert time.monotonic() < until
        time.sleep(0.05)
