"""A folder to a web server on this machine: files, whole or in parts, and nothing else."""

import re
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

HOST = "127.0.0.1"
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Files(SimpleHTTPRequestHandler):
    """Serves files; a range of bytes (RFC 9110, one at a time) where one is asked for, as remote readers do."""

    extensions_map = {  # noqa: RUF012 - as the standard library declares it
        **SimpleHTTPRequestHandler.extensions_map,
        "": "application/octet-stream",
        ".csv": "text/csv; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".md": "text/markdown; charset=utf-8",
        ".parquet": "application/vnd.apache.parquet",
        ".wasm": "application/wasm",
    }

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Answer as any server of files, but for a range."""
        path = Path(self.translate_path(self.path))
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        if asked is None or not path.is_file() or not any(asked.groups()):
            return super().send_head()
        return self._part(path, *asked.groups())

    def end_headers(self) -> None:
        """Say that ranges may be asked for."""
        self.send_header("Accept-Ranges", "bytes")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the standard library names it
        """Keep the terminal quiet."""

    def _part(self, path: Path, first: str, last: str) -> BytesIO | None:
        size = path.stat().st_size
        start = int(first) if first else max(size - int(last), 0)
        end = min(int(last), size - 1) if first and last else size - 1
        if start > end:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self.end_headers()
            return None
        with path.open("rb") as file:
            file.seek(start)
            content = file.read(end - start + 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)


def serve(site: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of the folder, for this machine alone, that listens already; its owner runs and closes it."""
    return ThreadingHTTPServer((HOST, port), partial(Files, directory=str(site)))
