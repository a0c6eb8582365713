"""What stands in front of the CKAN under test: it writes down each request, and breaks those a test tells it to."""

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CHUNK = 1 << 16
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "proxy-authorization"}
WRITING = ("_create", "_update", "_patch", "_revise", "_delete", "_upsert", "_reorder", "_purge", "_submit")


@dataclass(frozen=True)
class Request:
    """One request as it came: ``action`` is that of CKAN's API, or empty for a page or a file."""

    method: str
    path: str
    signed: bool
    size: int

    @property
    def action(self) -> str:
        return self.path.split("?")[0].rsplit("/", 1)[-1] if "/api/" in self.path else ""

    @property
    def writes(self) -> bool:
        return self.method != "GET" and (not self.action or self.action.endswith(WRITING))

    @property
    def downloads(self) -> bool:
        return "/download/" in self.path


@dataclass
class Answer:
    """What CKAN answered; a fault may change it, or hold it back (``status`` 0: the line goes dead)."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class Fault:
    """What happens to the requests that ``to`` picks, ``times`` of them: before CKAN hears of it, or after it acted."""

    to: Callable[[Request], bool]
    before: Callable[[Request], Answer | None] | None = None
    after: Callable[[Request, Answer], Answer] | None = None
    cut: int | None = None
    times: int = 1
    hits: int = 0


@dataclass
class Front:
    """The proxy: where it listens, what it saw, what it is to break."""

    url: str
    behind: str = ""
    seen: list[Request] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fault(self, request: Request) -> Fault | None:
        with self.lock:
            self.seen.append(request)
            for fault in self.faults:
                if fault.hits < fault.times and fault.to(request):
                    fault.hits += 1
                    return fault
        return None

    @contextmanager
    def broken(self, *faults: Fault) -> Iterator[tuple[Fault, ...]]:
        self.faults = list(faults)
        try:
            yield faults
        finally:
            self.faults = []

    @contextmanager
    def watched(self) -> Iterator[list[Request]]:
        """The requests that come while the block runs."""
        seen: list[Request] = []
        start = len(self.seen)
        yield seen
        seen.extend(self.seen[start:])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    front: Front

    def log_message(self, *_: object) -> None:
        pass

    def handle_any(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        request = Request(self.command, self.path, "Authorization" in self.headers, size)
        fault = self.front.fault(request)
        instead = fault.before(request) if fault and fault.before else None
        if instead:
            self._drain(size)
            self._give(instead)
            return
        if fault is None:
            self._pass_on(size)
            return
        answer = self._ask(size, fault.cut)
        if answer and fault.after:
            answer = fault.after(request, answer)
        self._give(answer)

    do_GET = do_POST = do_HEAD = handle_any  # noqa: N815 - http.server names them

    def _drain(self, size: int) -> None:
        while size > 0 and (chunk := self.rfile.read(min(CHUNK, size))):
            size -= len(chunk)

    def _pass_on(self, size: int) -> None:
        """Hand the request on and the answer back, both as they come, whatever their size."""
        with self._line() as line:
            try:
                self._send(line, size)
                response = line.getresponse()
            except (OSError, http.client.HTTPException):
                self._give(BAD_GATEWAY)
                return
            self._head(response.status, self._headers(response), response.headers["Content-Length"])
            while chunk := response.read(CHUNK):
                self.wfile.write(chunk)

    def _ask(self, size: int, cut: int | None) -> Answer | None:
        """Hand the request on and keep the answer, whole; with ``cut`` so many bytes of the body, and no answer."""
        with self._line() as line:
            try:
                self._send(line, size if cut is None else min(cut, size))
                if cut is not None:
                    return None
                response = line.getresponse()
                return Answer(response.status, self._headers(response), response.read())
            except (OSError, http.client.HTTPException):
                return BAD_GATEWAY

    @contextmanager
    def _line(self) -> Iterator[http.client.HTTPConnection]:
        line = http.client.HTTPConnection(self.front.behind.removeprefix("http://"), timeout=300)
        try:
            yield line
        finally:
            line.close()

    def _send(self, line: http.client.HTTPConnection, left: int) -> None:
        line.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in HOP_BY_HOP:
                line.putheader(name, value)
        line.endheaders()
        while left > 0 and (chunk := self.rfile.read(min(CHUNK, left))):
            line.send(chunk)
            left -= len(chunk)

    def _headers(self, response: http.client.HTTPResponse) -> list[tuple[str, str]]:
        return [(n, v) for n, v in response.getheaders() if n.lower() not in {*HOP_BY_HOP, "content-length"}]

    def _give(self, answer: Answer | None) -> None:
        if answer is None or answer.status == 0:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        promised = next((v for n, v in answer.headers if n == "X-Promised"), str(len(answer.body)))
        self._head(answer.status, answer.headers, promised)
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _head(self, status: int, headers: list[tuple[str, str]], length: str | None) -> None:
        self.close_connection = True
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", length)
        self.send_header("Connection", "close")
        self.end_headers()


BAD_GATEWAY = Answer(502, [("Content-Type", "text/html")], b"<html><h1>502 Bad Gateway</h1></html>")


@contextmanager
def front(port: int, behind: str) -> Iterator[Front]:
    """Stand in front of ``behind`` on a port of the loopback."""
    made = Front(f"http://127.0.0.1:{port}", behind)
    handler = type("Handler", (_Handler,), {"front": made})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# --- Faults


def page(status: int, text: str) -> Answer:
    return Answer(status, [("Content-Type", "text/html")], f"<html><h1>{text}</h1></html>".encode())


def dead(_: Request, __: Answer | None = None) -> Answer:
    return Answer(0, [], b"")


def slow(seconds: float) -> Callable[[Request], Answer]:
    def wait(_: Request) -> Answer:
        time.sleep(seconds)
        return Answer(0, [], b"")

    return wait


def truncated(_: Request, answer: Answer) -> Answer:
    whole = str(len(answer.body))
    return Answer(answer.status, [*answer.headers, ("X-Promised", whole)], answer.body[: len(answer.body) // 2])


def corrupted(_: Request, answer: Answer) -> Answer:
    return Answer(answer.status, answer.headers, answer.body[:-1] + bytes([answer.body[-1] ^ 1]))
