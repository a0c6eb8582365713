"""Content of an ods to the Marks of its sheets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from apertura.intake.sheet import NO_MARKS, Area, Marks

_TABLE = re.compile(rb"<table:table\s.*?</table:table>", re.DOTALL)
_TOKEN = re.compile(rb"<table:(table-column|table-row|table-cell|covered-table-cell)\b([^>]*)>")
_REPEAT = re.compile(rb"table:number-(?:rows|columns)-repeated=[\"']([0-9]+)")
_ROWS = re.compile(rb"table:number-rows-spanned=[\"']([0-9]+)")
_COLUMNS = re.compile(rb"table:number-columns-spanned=[\"']([0-9]+)")
_HIDDEN = re.compile(rb"table:visibility=[\"'](?:collapse|filter)")
_SIGNS = (b"table:visibility", b"-spanned=", b"table:formula")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def ods_marks(xml: bytes, far: Sequence[tuple[tuple[int, int], ...]]) -> Sequence[Marks]:
    """Give the marks of each sheet, in the order of the workbook; ``far`` are the cells left out of each."""
    sheets = [_marks(found[0]) for found in _TABLE.finditer(xml)]
    return [replace(own, far=far[at]) if at < len(far) else own for at, own in enumerate(sheets)]


def _marks(xml: bytes) -> Marks:
    if not any(sign in xml for sign in _SIGNS):
        return NO_MARKS
    rows: set[int] = set()
    columns: set[int] = set()
    merged: list[Area] = []
    uncomputed: list[tuple[int, int]] = []
    for kind, row, column, repeat, attributes in _walk(xml):
        if kind == b"table-column":
            columns.update(range(column, column + repeat) if _HIDDEN.search(attributes) else ())
        elif kind == b"table-row":
            rows.update(range(row, row + repeat) if _HIDDEN.search(attributes) else ())
        else:
            down, across = _count(_ROWS, attributes), _count(_COLUMNS, attributes)
            if down * across > 1:
                merged.append((row, column, row + down - 1, column + across - 1))
            if b"table:formula=" in attributes and b"office:value-type=" not in attributes:
                uncomputed.append((row, column))
    return Marks(frozenset(rows), frozenset(columns), tuple(merged), tuple(uncomputed))


def _walk(xml: bytes) -> Iterator[tuple[bytes, int, int, int, bytes]]:
    """Give kind, row, column, repetitions and attributes of each token, as far as a sheet can reach."""
    row = next_row = next_column = column = 1
    for token in _TOKEN.finditer(xml):
        kind, attributes = token.group(1), token.group(2)
        repeat = _count(_REPEAT, attributes)
        if kind == b"table-column":
            yield kind, 0, next_column, min(repeat, _LAST_COLUMN - next_column + 1), attributes
            next_column += repeat
        elif kind == b"table-row":
            row, column, next_row = next_row, 1, next_row + repeat
            yield kind, row, 0, min(repeat, _LAST_ROW - row + 1), attributes
        else:
            yield kind, row, column, repeat, attributes
            column += repeat


def _count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
