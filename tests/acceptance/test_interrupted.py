"""An interruption from the keyboard, at whatever moment, is answered in a sentence, and the next night ends the job."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

APERTURA = Path(sys.executable).with_name("apertura")
SENTENCE = "Interrumpido; nada quedó a medias. La siguiente corrida continúa donde iba.\n"
MOMENTS = (0, 0.1, 0.2, 0.4, 0.7, 1, 2, 4)
"""Seconds after the night has started another process: while all imports, while judges start, while they judge."""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    run("demo", "--solo-entregas", "--datos", tmp_path)
    return tmp_path


def run(*arguments: str | Path) -> str:
    return subprocess.run((APERTURA, *arguments), capture_output=True, text=True, timeout=300, check=True).stdout


def interrupted(root: Path, seconds: float) -> tuple[int, str]:
    """Run a night and interrupt it and all that it started, as a terminal does; return its exit code and complaints."""
    night = subprocess.Popen(
        (APERTURA, "nocturna", "--datos", root),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # who runs the tests in the background may have them deaf to it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    until(lambda: bool(others(night.pid)))
    time.sleep(seconds)
    os.killpg(night.pid, signal.SIGINT)
    _, complaint = night.communicate(timeout=60)
    until(lambda: not others(night.pid))
    return night.returncode, complaint


def until(done, seconds: float = 30) -> None:
    limit = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < limit
        time.sleep(0.01)


def others(leader: int) -> list[int]:
    """Processes of a session, its leader apart."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            session = int((place / "stat").read_text().rpartition(")")[2].split()[3])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if session == leader and int(place.name) != leader:
            found.append(int(place.name))
    return found


def test_an_interruption_at_any_moment_is_one_sentence_and_the_next_night_ends_the_job(inbox: Path) -> None:
    for seconds in MOMENTS:
        assert interrupted(inbox, seconds) == (130, SENTENCE), seconds
    run("nocturna", "--datos", inbox)
    assert "Sin novedades" in run("nocturna", "--datos", inbox)
