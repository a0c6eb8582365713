"""Seed workbooks to as many damaged copies as asked, the same ones every time."""

# ruff: noqa: E501 - the list of seeds is a table

import csv
import io
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from tests.hostile.books import SHEET, parts, with_macros, zipped
from tests.intake.workbooks import delimited, ods, with_part, xls, xlsx

VALID = Path(__file__).parents[2] / "schemas/avance_linea_accion/examples/valido.csv"
NUMBERS = (b"\x00", b"\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"9999999999", b"-1")
WORDS = (
    b"",
    b"0",
    b"-1",
    b"1",
    b"4294967295",
    b"1e309",
    b"NaN",
    b"A1048576",
    b"XFD1",
    b"A0",
    b"s",
    b"e",
    b"n",
    b"\xc3\xb1",
)
VALUE = re.compile(rb'(?<==")[^"<]*(?=")|(?<=>)[^<>]+(?=<)')
ELEMENT = re.compile(rb"<([\w:]+)[^<>]*(?:/>|>[^<>]*</\1>)")
MARKS = (b"<", b">", b"&", b'"', b"/>", b"]]>", b"<!--", b"&#0;", b"\xc3", b"\xef\xbb\xbf", b"PK\x03\x04")


@dataclass(frozen=True)
class Seed:
    """A sound file; ``packed`` where it is a zip, whose parts are damaged too, under a checksum that holds."""

    name: str
    content: bytes
    packed: bool


def seeds() -> tuple[Seed, ...]:
    with VALID.open(encoding="utf-8", newline="") as lines:
        texts = [row[:14] for row in csv.reader(lines)][:8]
    rows = [texts[0], *([*row[:-1], date(2024, 3, 31)] for row in texts[1:])]
    return (
        Seed("openpyxl.xlsx", xlsx(rows), packed=True),
        Seed("varias-hojas.xlsx", xlsx(rows, hidden=["Listas"], more=[("Listas", rows[:3]), ("Nota", [["x"]])]), packed=True),
        Seed("xlsxwriter.xlsx", written(texts), packed=True),
        Seed("errores.xlsx", with_part(xlsx(texts), SHEET, odd(xlsx(texts))), packed=True),
        Seed("macros.xlsm", with_macros(), packed=True),
        Seed("xlwt.xls", xls(rows), packed=False),
        Seed("odfpy.ods", ods(rows), packed=True),
        Seed("utf-8.csv", delimited(texts), packed=False),
        Seed("windows.csv", delimited(texts, delimiter=";", encoding="cp1252"), packed=False),
        Seed("utf-16.txt", delimited(texts, delimiter="\t", encoding="utf-16"), packed=False),
    )  # fmt: skip


def written(rows: list[list[str]]) -> bytes:
    """Write rows with another library, with merged cells, a date, a formula, a comment, a filter and a list."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet("Avance")
        page.merge_range("A1:C1", "Informe")
        for number, row in enumerate(rows, 2):
            page.write_row(number, 0, row)
        page.write_formula("A20", "=SUM(B1:B9)", None, 3)
        page.write_datetime("B20", date(2024, 3, 31), book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write_comment("A1", "nota")
        page.autofilter("A3:C9")
        page.data_validation("A4:A9", {"validate": "list", "source": ["a", "b"]})
    return buffer.getvalue()


def odd(content: bytes) -> bytes:
    """Put an error, a formula without result, a boolean and a wrong dimension into a sheet."""
    row = b'<row r="30"><c r="A30" t="e"><v>#REF!</v></c><c r="B30"><f>A1</f></c><c r="C30" t="b"><v>1</v></c></row>'
    return parts(content)[SHEET].replace(b"</sheetData>", row + b"</sheetData>")


def mutations(seed: Seed, number: int) -> Iterator[bytes]:
    """Damage a seed in ``number`` ways: a zip in its bytes, in those of a part, and in what a part says, by turns."""
    draw = random.Random(seed.name)
    inside = parts(seed.content) if seed.packed else {}
    names = sorted(name for name in inside if name.endswith((".xml", ".rels", "mimetype")))
    for each in range(number):
        if inside and each % 3:
            name = draw.choice(names)
            part = damaged(inside[name], draw) if each % 3 == 1 else resaid(inside[name], draw)
            yield zipped(inside | {name: part}, zipfile.ZIP_STORED)
        else:
            yield damaged(seed.content, draw)


def resaid(xml: bytes, draw: random.Random) -> bytes:
    """Change values or repeat, move and take out elements of a part, so that it is still XML and says something else."""
    for _ in range(draw.choice((1, 1, 2, 4, 16))):
        found = list((VALUE if draw.random() < 0.7 else ELEMENT).finditer(xml))
        if not found:
            return damaged(xml, draw)
        place, other = draw.choice(found), draw.choice(found)
        instead = draw.choice((*WORDS, other.group(0), other.group(0), place.group(0) * 2))
        if place.re is ELEMENT and instead in WORDS:
            instead = b""
        xml = xml[: place.start()] + instead + xml[place.end() :]
    return xml


def truncations(seed: Seed) -> Iterator[bytes]:
    """Cut a seed at every hundredth of its length."""
    for hundredth in range(1, 100):
        yield seed.content[: len(seed.content) * hundredth // 100]


def damaged(content: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.choice((1, 1, 1, 2, 4, 16))):
        content = _once(content, draw)
    return content


def _once(content: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(content) + 1)
    length = draw.choice((1, 1, 2, 4, 8, 64))
    before, there, after = content[:at], content[at : at + length], content[at + length :]
    match draw.randrange(8):
        case 0:
            return before + bytes(byte ^ 1 << draw.randrange(8) for byte in there) + after
        case 1:
            return before + draw.randbytes(length) + after
        case 2:
            return before + after
        case 3:
            return before + there + there * draw.choice((1, 2, 50)) + after
        case 4:
            return before + draw.choice(NUMBERS) + content[at:]
        case 5:
            return before + draw.choice(MARKS) + content[at:]
        case 6:
            other = draw.randrange(len(content) + 1)
            return before + content[other : other + length] + after
        case _:
            number = draw.choice(NUMBERS)
            return before + number + content[at + len(number) :]
