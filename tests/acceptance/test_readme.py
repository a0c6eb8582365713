"""What both READMEs show is what the commands print."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.acceptance.conftest import EPOCH, REPO

READMES = ("README.md", "README.es.md")


def blocks(readme: str) -> list[list[str]]:
    return [block.splitlines() for block in re.findall(r"```\n(.*?)```", (REPO / readme).read_text(), re.DOTALL)]


def holds(printed: list[str], shown: list[str]) -> bool:
    """Whether the lines shown come one after the other in what is printed; … stands for any lines left out."""
    start = 0
    for line in shown:
        if line.strip() == "…":
            continue
        if line not in printed[start:]:
            return False
        start = printed.index(line, start) + 1
    return True


@pytest.mark.parametrize("readme", READMES)
def test_each_command_shown_with_its_answer_gives_that_answer(readme: str) -> None:
    shown = [block for block in blocks(readme) if block[0].startswith("$ ")]
    assert shown
    for command, *answer in shown:
        done = subprocess.run(
            shlex.split(command[2:]), cwd=REPO, capture_output=True, text=True, check=False,
            env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        )  # fmt: skip
        assert not done.stderr
        assert holds(done.stdout.splitlines(), answer), done.stdout


@pytest.mark.parametrize("readme", READMES)
def test_the_demonstration_ends_as_shown(apertura, readme: str, tmp_path: Path) -> None:
    (shown,) = [block for block in blocks(readme) if any("se publica la versión" in line for line in block)]
    (tmp_path / "schemas").symlink_to(REPO / "schemas")
    done = apertura("demo", cwd=tmp_path)
    assert done.returncode == 0
    assert holds(done.stdout.splitlines(), shown), done.stdout


@pytest.mark.parametrize("readme", READMES)
def test_the_two_commands_are_targets_of_make(readme: str) -> None:
    for target in re.findall(r"^make (\w+)", (REPO / readme).read_text(), re.MULTILINE):
        subprocess.run(["make", "--dry-run", target], cwd=REPO, check=True, capture_output=True)
