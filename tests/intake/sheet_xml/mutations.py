"""Parts of sheets, changed at random where their XML is likely to break, or to mean something else."""

import random
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from tests.intake.sheet_xml.parts import PART, PARTS, seeds

PIECES = [
    *(b'<c r="A9"><v>1</v></c>', b'<row r="9">', b"</row>", b"<c ", b"/>", b">", b"<", b'"', b"'", b" ", b"\r", b"\n"),
    *(b"&amp;", b"&#10;", b"&#x41;", b"&#0;", b"&x;", b"_x000D_", b't="s"', b't="str"', b't="b"', b't="e"', b's="1"'),
    *(b's="99"', b"<v></v>", b"<v/>", b"<f>1+1</f>", b"<is><t> a</t></is>", b"<is><r><t>a</t></r></is>", b"]]>"),
    *(b"<!-- -->", b"<![CDATA[a]]>", b"<?a?>", "ñ".encode(), b"\xff", b"\x01", b"1e5", b"-0", b"0.1", b"1E400"),
    *(b"45000.25", b"60", b"0.5", b"1.0000000000000002", b"123456789012345678", b'xml:space="preserve"', b'hidden="1"'),
    *(b'<mergeCell ref="A1:B2"/>', b"#REF!", b"true", b"1", b"0", b"<x:c>", b"</c>", b"</v>", b"<t/>"),
]
_VALUE = re.compile(rb'<v>[^<]*</v>|<t[^>]*>[^<]*</t>| [rst]="[^"]*"')


def mutations() -> Iterator[tuple[bytes | None, bytes]]:
    """Give workbooks and what to put in the place of their sheet, without end; None: the workbook of ``parts.book``."""
    chance = random.Random(20261130)
    written: list[tuple[bytes | None, bytes]] = [(book, _part(book)) for book in seeds()]
    small: list[tuple[bytes | None, bytes]] = [(None, part) for part in PARTS.values()]
    while True:
        book, part = chance.choice(written if chance.random() < 0.5 else small)
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            part = _changed(part, chance)
        yield book, part


def _part(book: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(book)) as archive:
        return archive.read(PART)


def _changed(part: bytes, chance: random.Random) -> bytes:
    kind, at = chance.random(), chance.randrange(len(part) + 1)
    end = min(len(part), at + chance.choice([0, 0, 1, 3, 8, 20]))
    if kind < 0.4:
        return part[:at] + chance.choice(PIECES) + part[end:]
    if kind < 0.5:
        return part[:at] + part[end:]
    if kind < 0.6:
        other = chance.randrange(len(part) + 1)
        return part[:at] + part[other : other + chance.choice([5, 20, 60])] + part[end:]
    values = list(_VALUE.finditer(part))
    if not values:
        return part
    found, piece = chance.choice(values), chance.choice(PIECES)
    return part[: found.start()] + chance.choice([b"<v>" + piece + b"</v>", b"", piece]) + part[found.end() :]
