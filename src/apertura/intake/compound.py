"""OLE2 container to the one stream asked for, with every length and chain checked against the file itself."""

import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MAX_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_SMALL = 64


@dataclass(frozen=True, slots=True)
class Stream:
    """The bytes of a stream; each ``run`` of them stands together in the file, at one of ``starts``."""

    data: bytes
    run: int
    starts: Sequence[int]

    def place(self, at: int) -> int:
        """Tell where in the file a byte of the stream is."""
        return self.starts[at // self.run] + at % self.run


def stream(content: bytes, names: tuple[str, ...]) -> Stream | None:
    """Read the first stream of one of these names; None where there is none ([MS-CFB] 2.2 to 2.6).

    Raises:
        ValueError: a length or a chain of sectors leads out of the file or back into itself.

    """
    container = _Container(content)
    entries = list(_entries(container.chained(container.number(48))))
    for name, start, size in entries:
        if name in names:
            return container.read(start, size, entries[0][1])
    return None


class _Container:
    def __init__(self, content: bytes) -> None:
        self.content = content
        if len(content) < 512 or content[30] not in (9, 12):
            raise ValueError("header")
        self.size = 1 << content[30]
        self.sectors = len(content) // self.size
        if any(self.number(at) > self.sectors for at in (44, 64, 72)):
            raise ValueError("counts")
        self.table = self._table()

    def number(self, at: int) -> int:
        return int.from_bytes(self.content[at : at + 4], "little")

    def sector(self, number: int) -> bytes:
        if number >= self.sectors:
            raise ValueError("sector")
        return self.content[(number + 1) * self.size : (number + 2) * self.size]

    def chained(self, start: int) -> bytes:
        return b"".join(self.sector(number) for number in _chain(self.table, start))

    def read(self, start: int, size: int, root: int) -> Stream:
        if size >= self.number(56):
            return Stream(self.chained(start)[:size], self.size, self._starts(start))
        small, within, table = self.chained(root), self._starts(root), _numbers(self.chained(self.number(60)))
        places = [place for number in _chain(table, start) if (place := number * _SMALL) < len(small)]
        data = b"".join(small[place : place + _SMALL] for place in places)[:size]
        return Stream(data, _SMALL, [within[place // self.size] + place % self.size for place in places])

    def _starts(self, start: int) -> Sequence[int]:
        return [(number + 1) * self.size for number in _chain(self.table, start)]

    def _table(self) -> Sequence[int]:
        places = list(_numbers(self.content[76:512]))
        following, seen = self.number(68), 0
        while following < _MAX_SECTOR and seen <= self.sectors:
            *more, following = _numbers(self.sector(following))
            places += more
            seen += 1
        return _numbers(b"".join(self.sector(place) for place in places[: self.number(44)]))


def _numbers(content: bytes) -> Sequence[int]:
    return array("I", content[: len(content) // 4 * 4])


def _chain(table: Sequence[int], start: int) -> Iterator[int]:
    steps = 0
    while start < _MAX_SECTOR:
        steps += 1
        if start >= len(table) or steps > len(table):
            raise ValueError("chain")
        yield start
        start = table[start]


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[at : at + _ENTRY]
        length, start, size = struct.unpack_from("<H", entry, 64)[0], *struct.unpack_from("<II", entry, 116)
        yield entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), start, size
