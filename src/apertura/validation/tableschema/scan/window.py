"""Bytes of a file to the stretch of it that is being read, as UTF-8 without a byte order mark."""

import codecs
from collections.abc import Iterator
from os import SEEK_CUR
from pathlib import Path
from typing import BinaryIO

from apertura.errors import UnreadableTableError
from apertura.validation.tableschema.scan.dialect import Dialect

BLOCK = 8 << 20
"""Bytes read at a time."""

LINE = 1 << 16
"""Bytes more, at most, to end with a line."""

RECORD = 128 << 20
"""Bytes that one record may have; past that some quotation mark was never closed."""


class Window:
    """What was read and not yet used, in ``data``; ``done`` counts the bytes of the file that were read."""

    def __init__(self, path: Path, dialect: Dialect) -> None:
        self.data = b""
        self.ended = False
        self.done = 0
        self._path = path
        self._chunks = self._utf8(dialect)

    def more(self) -> None:
        """Read another block, or learn that there is none."""
        chunk = next(self._chunks, b"")
        self.ended = not chunk
        self.data = self.data + chunk if self.data else chunk

    def use(self, size: int) -> None:
        """Let go of the first ``size`` bytes."""
        self.data = self.data[size:]

    def _utf8(self, dialect: Dialect) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            start = file.read(len(codecs.BOM_UTF8))
            marked = start == codecs.BOM_UTF8
            file.seek(len(start) if marked and dialect.utf8 else 0)
            decoder = None if dialect.utf8 else codecs.getincrementaldecoder(dialect.encoding)()
            while chunk := _whole_lines(file):
                self.done = file.tell()
                yield chunk if decoder is None else self._decoded(decoder, chunk)
            if decoder is not None:
                yield self._decoded(decoder, b"", final=True)

    def _decoded(self, decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bytes:
        try:
            return decoder.decode(chunk, final).encode()
        except UnicodeError as error:
            raise UnreadableTableError(
                f"«{self._path.name}» no está escrito en la codificación que se dijo: hay bytes que en ella no son "
                "texto. Dígala con --codificacion, por ejemplo --codificacion cp1252."
            ) from error


def _whole_lines(file: BinaryIO) -> bytes:
    """Read a block that ends with a line, so that what is done with it seldom copies it."""
    start = file.tell()
    file.seek(BLOCK, SEEK_CUR)
    size = BLOCK + len(file.readline(LINE))
    file.seek(start)
    return file.read(size)
