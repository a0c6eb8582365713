import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
EPOCH = "1735689600"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "APERTURA_ESQUEMAS": str(REPO / "schemas"), "SOURCE_DATE_EPOCH": EPOCH, **more}


def command(*arguments: str | Path) -> list[str]:
    return [str(Path(sys.executable).parent / "apertura"), *map(str, arguments)]


@pytest.fixture(scope="session")
def apertura() -> Run:
    def run(*arguments: str | Path, cwd: Path | None = None, **more: str) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            command(*arguments), capture_output=True, text=True, cwd=cwd, env=environment(**more), check=False
        )
        assert "Traceback" not in done.stderr + done.stdout
        return done

    return run


@pytest.fixture(scope="session")
def demo(apertura: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demo") / "datos"
    done = apertura("demo", "--datos", root)
    assert done.returncode == 0, done.stderr
    return root
