"""How a portal is talked to: what is tried again, what never is, and when it is left in peace."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from apertura.errors import PortalRefusedError, PortalUncertainError
from apertura.publication.ckan.wire.call import read, write
from apertura.publication.ckan.wire.connection import Connection, connect
from apertura.publication.ckan.wire.upload import Upload
from apertura.publication.portal_settings import Settings, read_settings

Answer = tuple[int, dict[str, str], bytes]
GOOD: Answer = (200, {}, json.dumps({"success": True, "result": "bien"}).encode())
GATEWAY: Answer = (502, {"Content-Type": "text/html"}, b"<h1>Bad Gateway</h1>")


class Server:
    """A server that gives the answers it was told to, one after the other, the last of them for ever."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, bytes]] = []
        self.signatures: list[str | None] = []


@contextmanager
def serving(*answers: Answer) -> Iterator[tuple[Server, Settings]]:
    made = Server(*answers)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            made.asked.append((f"{self.command} {self.path}", body))
            made.signatures.append(self.headers.get("Authorization"))
            status, headers, content = made.answers.pop(0) if len(made.answers) > 1 else made.answers[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_any  # noqa: N815 - http.server names them

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    settings = read_settings(Path("nada"), {"CKAN_URL": url, "CKAN_API_TOKEN": "clave", "CKAN_ATTEMPTS": "2"})
    assert settings is not None
    try:
        yield made, settings
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def connected(*answers: Answer) -> Iterator[tuple[Server, Connection]]:
    with serving(*answers) as (server, settings), connect(settings) as connection:
        yield server, connection


UNCLEAR: list[Answer] = [GATEWAY, (500, {}, b"{}"), (200, {}, b"<h1>Mantenimiento</h1>"), (200, {}, b'{"succ')]


@pytest.mark.parametrize("first", UNCLEAR)
def test_what_only_reads_is_asked_again_where_the_answer_says_nothing(first: Answer) -> None:
    with connected(first, GOOD) as (server, connection):
        assert read(connection, "package_show", id="x") == "bien"
    assert len(server.asked) == 2


def test_what_writes_is_never_sent_again_by_itself() -> None:
    with connected(GATEWAY, GOOD) as (server, connection), pytest.raises(PortalUncertainError, match="502"):
        write(connection, "package_create", {"name": "x"})
    assert len(server.asked) == 1


def test_a_portal_that_fails_again_and_again_is_left_in_peace() -> None:
    with connected(GATEWAY) as (server, connection):
        for _ in range(10):
            with pytest.raises(PortalUncertainError):
                write(connection, "package_create", {"name": "x"})
        with pytest.raises(PortalUncertainError, match="varias veces seguidas"):
            read(connection, "package_show", id="x")
    assert len(server.asked) == 6


def test_a_refusal_is_no_failure_of_the_portal_and_says_what_is_wrong() -> None:
    said = {"success": False, "error": {"__type": "Validation Error", "name": ["That URL is already in use."]}}
    with connected((409, {}, json.dumps(said).encode())) as (_, connection):
        for _ in range(10):
            with pytest.raises(PortalRefusedError, match="already in use") as refused:
                write(connection, "package_create", {"name": "x"})
            assert refused.value.fields == ("name",)


def test_a_redirected_address_is_told_and_the_body_is_not_sent_there() -> None:
    elsewhere = (301, {"Location": "https://otro.example.org/"}, b"")
    said = pytest.raises(PortalRefusedError, match="ponga esa dirección")
    with connected(elsewhere) as (server, connection), said:
        write(connection, "package_create", {"name": "x"})
    assert len(server.asked) == 1


def test_a_file_that_is_too_large_for_what_stands_in_front_is_told(tmp_path: Path) -> None:
    (tmp_path / "tabla.csv").write_bytes(b"1\r\n")
    upload = Upload(tmp_path / "tabla.csv", "tabla.csv", "text/csv")
    said = pytest.raises(PortalRefusedError, match="más grande de lo que el portal recibe")
    with connected((413, {}, b"<h1>Request Entity Too Large</h1>")) as (_, connection), said:
        write(connection, "resource_create", {"package_id": "x"}, {"upload": upload})


def test_files_travel_with_fields_as_text_or_json_and_the_progress_is_told(tmp_path: Path) -> None:
    (tmp_path / "tabla.csv").write_bytes(b"a,b\r\n" * 10_000)
    told: list[tuple[int, int]] = []
    upload = Upload(tmp_path / "tabla.csv", "tabla.csv", "text/csv", lambda sent, of: told.append((sent, of)))
    with connected(GOOD) as (server, connection):
        write(connection, "package_revise", {"match": {"id": "x"}, "name": "ñ"}, {"upload": upload})
    [(_, body)] = server.asked
    assert b'{"id": "x"}' in body
    assert "ñ".encode() in body
    assert b"a,b\r\n" * 10_000 in body
    assert told[-1] == (len(body), len(body))


def test_only_what_is_done_in_our_name_is_signed_whatever_netrc_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login otra password persona\n", encoding="utf-8")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with connected(GOOD) as (server, connection):
        read(connection, "package_show", id="x")
        read(connection, "package_show", id="x", anonymously=True)
        write(connection, "package_create", {"name": "x"})
    assert server.signatures == ["clave", None, "clave"]
