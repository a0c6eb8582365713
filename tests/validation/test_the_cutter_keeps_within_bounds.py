"""cut.c alone, under the sanitizers of the compiler, with both ways of looking at bytes, beside Python's csv module."""

import csv
import io
import random
import struct
import subprocess
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from apertura.validation.tableschema.scan import compiled

HARNESS = Path(__file__).with_name("cutter") / "one_by_one.c"
SANITIZED = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
PIECES = [
    *(b",", b",", b"\n", b"\n", b"\r\n", b"\r", b',"",', b',"a, ""b""\r\n",', b'\n"doce letras ",', b',,""\n'),
    *(b'"",', b"a", b"dos", b"doce letras,", b"\x00", "ñ".encode(), "€,".encode(), "🎉".encode(), b"x" * 61),
    *("trece letras y más".encode(), "ñ€🎉".encode() * 20, b',"' + b"largo" * 30 + b'"\n'),
]
"""Of which most cases are UTF-8 and have some records."""

WRONG = [
    *(b'"', b'"', b"\xc3", b"\xa9", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\xf0\x9f\x8e"),
    *(b"\xf5\x80\x80\x80", b"\xff", b"x" * 63 + b"\xc3"),
]
"""Marks out of their place; and characters cut, too long, or beyond Unicode, one cut where 64 bytes end."""

CASES = 20_000


def cases() -> Iterator[tuple[bytes, int]]:
    chance = random.Random(20261130)
    while True:
        pieces = PIECES + WRONG if chance.random() < 0.2 else PIECES
        yield b"".join(chance.choices(pieces, k=chance.choice([0, 1, 3, 9, 40, 300]))), chance.choice([0, 1, 2, 3, 7])


@pytest.mark.parametrize("looking", [[], ["-U__SSE2__"]], ids=["by sixteen", "one by one"])
def test_any_bytes_are_cut_as_the_csv_module_cuts_them_and_no_other_byte_is_touched(
    looking: list[str], tmp_path: Path
) -> None:
    program = tmp_path / "one_by_one"
    source = f'-DCUTTER="{compiled.LIBRARY.with_suffix(".c")}"'
    subprocess.run(
        [
            *("cc", "-std=c11", "-O1", "-g", "-Wall", "-Wextra", "-Werror"), *SANITIZED, *looking,
            *(source, HARNESS, "-o", program),
        ],
        check=True,
    )  # fmt: skip
    given = list(islice(cases(), CASES))
    written = b"".join(struct.pack("=II", len(data), width) + data for data, width in given)
    done = subprocess.run([program], input=written, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[:2000]
    lines = iter(done.stdout.decode().splitlines())
    cut = refused = 0
    for data, width in given:
        used, rows = map(int, next(lines).split())
        records = [next(lines).split(" ") for _ in range(rows)]
        if used < 0:
            assert not rows, data
            assert b'"' in data or not is_utf8(data), data
            refused += 1
            continue
        assert is_utf8(data), data
        theirs = list(csv.reader(io.StringIO(data[:used].decode(), newline="")))
        assert records == [as_printed(record, width) for record in theirs], data
        left = data[used:]
        full = len(records) == 64 + len(data) // (width + 1)
        assert full or b'"' in left or (not left.endswith(b"\n") and not {*left[:-1]} & {*b"\r\n"}), data
        cut += rows
    assert cut > 10 * CASES
    assert refused > CASES // 20


def is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def as_printed(record: list[str], width: int) -> list[str]:
    """How wide a record is, and its even cells up to that width; empty where there are none."""
    cells = [cell.encode().hex() for cell in record[:width]]
    return [str(len(record)), *[*cells, *[""] * (width - len(cells))][::2]]
