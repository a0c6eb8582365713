import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tenacity import retry, retry_if_exception, stop_after_delay, wait_fixed

REPO = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A real Prefect server on a free port, which knows of this file's runs alone; yields what reaches it."""
    home = tmp_path_factory.mktemp("prefect")
    port = free_port()
    environment = {
        **os.environ,
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
        "PYTHONPATH": str(REPO),
    }
    log = (home / "server.log").open("wb")
    process = subprocess.Popen(
        [BIN / "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
        env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=REPO,
    )  # fmt: skip
    try:
        _wait(f"{environment['PREFECT_API_URL']}/health", process, home / "server.log")
        yield environment
    finally:
        process.terminate()
        process.wait(timeout=60)
        log.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path, seconds: int = 180) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(address, timeout=5).read()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise AssertionError(log.read_text())


def api(server: dict[str, str], path: str, body: dict | None = None, method: str = "POST") -> list[dict]:
    request = urllib.request.Request(
        f"{server['PREFECT_API_URL']}/{path}",
        data=json.dumps(body or {}).encode() if method == "POST" else None,
        headers={"Content-Type": "application/json"},
        method=method,
    )
    return json.loads(_answer(request))


def _busy(error: BaseException) -> bool:
    return isinstance(error, TimeoutError) or getattr(error, "code", None) == 503


@retry(retry=retry_if_exception(_busy), wait=wait_fixed(1), stop=stop_after_delay(180), reraise=True)
def _answer(request: urllib.request.Request) -> bytes:
    # SQLite is busy for a moment: Prefect's own client asks again too
    return urllib.request.urlopen(request, timeout=60).read()


def prefect(server: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [BIN / "prefect", *arguments], cwd=REPO, env=server, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
