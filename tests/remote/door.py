"""A door before a server: what goes through it is counted, held up, refused, or the last that its sender ever does."""

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Door:
    """Passes every request on to a port, unless it was told something else of it.

    ``writes`` counts the PUT and DELETE that came. ``refuse`` returns the status to answer one with, or None; ``after``
    is called with the number of each write that the server has done, before its sender hears of it.
    """

    def __init__(self, port: int) -> None:
        self.port, self.writes, self.lock = port, 0, threading.Lock()
        self.delay = 0.0
        self.refuse: Callable[[str, str, int], int | None] = lambda method, path, number: None
        self.after: Callable[[int], None] = lambda number: None
        self.address = ""


@contextmanager
def opened(port: int) -> Iterator[Door]:
    door = Door(port)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"door": door}))
    door.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield door
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *of: object) -> None:
        """Say nothing: whoever asked is dead."""


class _Handler(BaseHTTPRequestHandler):
    door: Door
    protocol_version = "HTTP/1.1"

    def _pass_on(self) -> None:
        content, door, number = self.rfile.read(int(self.headers.get("Content-Length") or 0)), self.door, 0
        if self.command in ("PUT", "DELETE"):
            with door.lock:
                door.writes += 1
                number = door.writes
        time.sleep(door.delay)
        status = door.refuse(self.command, self.path, number)
        if status is not None:
            self._answer(status, [], b"")
            return
        asked = http.client.HTTPConnection("127.0.0.1", door.port)
        asked.request(self.command, self.path, content, dict(self.headers))
        got = asked.getresponse()
        said = got.read()
        if number:
            door.after(number)
        self._answer(got.status, got.getheaders(), said, int(got.getheader("Content-Length") or len(said)))

    do_GET = do_PUT = do_DELETE = do_HEAD = do_POST = _pass_on  # noqa: N815

    def _answer(self, status: int, headers: list[tuple[str, str]], said: bytes, length: int = 0) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""
