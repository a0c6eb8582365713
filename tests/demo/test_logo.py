"""The logo is a PNG as its specification says, so that any program shows it."""

import struct
import zlib
from collections.abc import Iterator

from apertura.demo.logo import SIDE, logo

COLOUR = (117, 28, 61)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        content, (checksum,) = png[at + 8 : at + 8 + length], struct.unpack_from(">I", png, at + 8 + length)
        assert zlib.crc32(kind + content) == checksum
        yield kind, content
        at += 12 + length


def test_the_logo_is_a_square_png_of_its_colour_on_white() -> None:
    png = logo(COLOUR)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    parts = dict(chunks(png))
    assert list(parts) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert struct.unpack(">IIBBBBB", parts[b"IHDR"]) == (SIDE, SIDE, 1, 3, 0, 0, 0)
    assert parts[b"PLTE"] == bytes((255, 255, 255, *COLOUR))


def test_the_logo_is_a_ring_open_to_the_right() -> None:
    pixels = zlib.decompress(dict(chunks(logo(COLOUR)))[b"IDAT"])
    rows = [pixels[at : at + 1 + SIDE // 8] for at in range(0, len(pixels), 1 + SIDE // 8)]
    assert len(rows) == SIDE
    assert {row[0] for row in rows} == {0}
    drawn = [f"{int.from_bytes(row[1:], 'big'):0{SIDE}b}" for row in rows]
    middle = drawn[SIDE // 2]
    assert (drawn[0], drawn[-1]) == ("0" * SIDE, "0" * SIDE)
    assert middle[10] == middle[SIDE // 2] == "1"
    assert middle[-10] == "0"
