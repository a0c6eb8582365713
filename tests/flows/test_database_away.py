"""A server whose database is away for a moment: it answers 500, and a run asks it again."""

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from tests.acceptance.conftest import REPO

ASKED = """
from prefect.client.orchestration import get_client
with get_client(sync_client=True) as client:
    print(len(client.read_flow_runs()))
"""


class Between(ThreadingHTTPServer):
    """Hands each question on to a server, but the first of each kind, to which it answers as PostgreSQL were away."""

    def __init__(self, address: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.address, self.asked = address, Counter[str]()


class Handler(BaseHTTPRequestHandler):
    server: Between

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        if self.server.asked[self.path] == 1:
            self.answer(500, b'{"exception_message":"Internal Server Error"}')
            return
        length = int(self.headers.get("Content-Length", 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        address = f"{self.server.address}{self.path}"
        answer = httpx.request(self.command, address, content=self.rfile.read(length), headers=headers)
        self.answer(answer.status_code, answer.content)

    do_POST = do_GET  # noqa: N815 - the name that http.server looks for

    def answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def between(server: dict[str, str]) -> Iterator[Between]:
    found = Between(server["PREFECT_API_URL"].removesuffix("/api"))
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


def test_what_is_answered_500_is_asked_again(between: Between, server: dict[str, str]) -> None:
    reached = {**os.environ, **server, "PREFECT_API_URL": f"http://127.0.0.1:{between.server_port}/api"}
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=REPO, env=reached, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "0\n"
    assert between.asked["/api/flow_runs/filter"] == 2
