"""What Prefect costs a night: the same small files by `apertura nocturna` and by the flow; and with nothing new.

usage: .venv/bin/python benchmarks/orchestration.py [FILES]

A server of its own is started. FILES (330 where it is not said) are spread over 33 bodies, each of five rows; the
memory told is the most that the process which orchestrates held at once, without the server's.
"""

import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPO = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
EXAMPLE = (REPO / "schemas/avance_linea_accion/examples/valido.csv").read_text(encoding="utf-8")
PERIODS = ("2024-T1", "2024-T2", "2024-T3", "2024-T4")
FLOW = """
import resource, sys
from pathlib import Path
from flows.nightly import nightly
nightly(Path(sys.argv[1]), Path("schemas"), return_state=True)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def main(files: int) -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {files} files")
    with tempfile.TemporaryDirectory() as name, server(Path(name) / "prefect") as reached:
        place = Path(name)
        fill(place / "start", files)
        for kind in ("plain", "flow"):
            shutil.copytree(place / "start", place / kind)
        plain, _ = night(place / "plain", None)
        flow, memory = night(place / "flow", reached)
        print(f"apertura nocturna          {plain:7.2f} s   {1000 * plain / files:6.1f} ms a file")
        print(f"flow nocturna              {flow:7.2f} s   {1000 * flow / files:6.1f} ms a file   {memory:.0f} MiB")
        print(f"orchestration              {flow - plain:7.2f} s   {1000 * (flow - plain) / files:6.1f} ms a file")
        print(f"nothing new, plain         {night(place / 'plain', None)[0]:7.2f} s")
        print(f"nothing new, flow          {night(place / 'flow', reached)[0]:7.2f} s")


def fill(root: Path, files: int) -> None:
    for number in range(files):
        body, period = f"OG-{number % 33:02d}", PERIODS[number // 33 % len(PERIODS)]
        folder = root / "raw/inbox" / body / period
        folder.mkdir(parents=True, exist_ok=True)
        text = EXAMPLE.replace("OG-19", body).replace("2024-T2", period)
        # each is another file, and corrects the one before
        (folder / f"{number:05d}.csv").write_text(text.replace("a seis instituciones", f"a {number + 1} instituciones"))


def night(root: Path, reached: dict[str, str] | None) -> tuple[float, float]:
    """Run a night; return its seconds and, of a flow, the MiB it held."""
    plain = [str(BIN / "apertura"), "nocturna", "--datos", str(root)]
    command = plain if reached is None else [sys.executable, "-c", FLOW, str(root)]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=REPO, env=reached, check=True, capture_output=True, text=True)
    wall = time.perf_counter() - began
    return wall, 0 if reached is None else int(done.stderr.splitlines()[-1]) / 1024


@contextmanager
def server(home: Path) -> Iterator[dict[str, str]]:
    home.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    reached = {
        **os.environ,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PYTHONPATH": str(REPO),
    }
    order = [BIN / "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(order, env=reached, cwd=REPO, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not healthy(reached["PREFECT_API_URL"]):
            time.sleep(0.5)
        yield reached
    finally:
        process.terminate()
        process.wait()


def healthy(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/health", timeout=5).read()
    except (urllib.error.URLError, OSError):
        return False
    return True


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 330)
