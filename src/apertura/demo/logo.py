"""Colour to PNG: an open ring, for workbooks that carry a logo as the real ones do."""

import struct
import zlib
from functools import cache
from math import atan2, hypot

SIDE = 72
OUTER, INNER, GAP = 33.0, 19.0, 0.6
WHITE = bytes((255, 255, 255))


@cache
def logo(colour: tuple[int, int, int]) -> bytes:
    """Draw a square PNG of SIDE pixels in one colour (red, green, blue) on white; the same bytes each time."""
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 1, 3, 0, 0, 0)
    # A row of one-bit pixels, packed, after the byte that says it is not filtered.
    rows = b"".join(b"\0" + _packed([_inked(x, y) for x in range(SIDE)]) for y in range(SIDE))
    palette = WHITE + bytes(colour)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _inked(x: int, y: int) -> bool:
    right, up = x - SIDE / 2 + 0.5, SIDE / 2 - y - 0.5
    distance = hypot(right, up)
    in_ring = INNER <= distance <= OUTER and abs(atan2(up, right)) > GAP
    return in_ring or distance <= INNER / 2


def _packed(pixels: list[bool]) -> bytes:
    return bytes(sum(pixel << 7 - bit for bit, pixel in enumerate(pixels[at : at + 8])) for at in range(0, SIDE, 8))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
