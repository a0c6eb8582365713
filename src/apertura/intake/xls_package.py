"""Xls to what must be known of it before it is opened, and to a copy without the few cells that stand far away."""

from dataclasses import replace

from apertura.intake.biff import biff
from apertura.intake.bounds import GAP_ROWS
from apertura.intake.compound import stream
from apertura.intake.facts import Facts
from apertura.intake.records import BLANK
from apertura.intake.xls_far_cells import far_records

BOOK = ("Workbook", "Book")
"""Names of the stream that holds a workbook; the second is that of Excel 5."""


def xls_package(content: bytes) -> tuple[Facts | None, bytes]:
    """Walk the workbook in a compound file; no facts where there is none.

    In the copy the records of far cells are those of blank ones, so that no reader holds the void between.

    Raises:
        ValueError: a length, a chain of sectors or a record makes no sense.

    """
    book = stream(content, BOOK)
    if book is None:
        return None, content
    facts, last_row = biff(book.data)
    if last_row <= GAP_ROWS or facts.locked:
        return facts, content
    records, far = far_records(book.data)
    if not records:
        return facts, content
    copy = bytearray(content)
    for record in records:
        for at, byte in enumerate(BLANK.to_bytes(2, "little")):
            copy[book.place(record + at)] = byte
    left = stream(bytes(copy), BOOK)
    facts, _ = biff(left.data if left else b"")
    return replace(facts, far={BOOK[0]: far}), bytes(copy)
