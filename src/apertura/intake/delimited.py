"""CSV bytes to a Sheet: encoding and delimiter found, rows numbered as a spreadsheet would number them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from apertura.intake.encoding import NAMES, Decoded, decode, mend
from apertura.intake.sheet import Sheet, blank
from apertura.model.issue import Issue, IssueTypes
from apertura.model.ranges import compress
from apertura.model.table import address

_DELIMITERS = ",;\t|"
_SAMPLE = 100
_HINT = re.compile(r'sep=([^"\r\n])\r?\n?')
"""The line in which Excel is told what parts the cells, which a quotation mark or a line break cannot."""

_TWICE_ENCODED = re.compile("[ÂÃâ]")


def delimited(content: bytes, issue_types: IssueTypes) -> tuple[Sheet, tuple[Issue, ...]] | Issue:
    """Read a delimited text file, with what had to be done to read it.

    A row is a record, so a line break inside quotes does not move the rows below; the lines of the file at which they
    begin are beside them.
    """
    decoded = decode(content)
    if decoded is None:
        return Issue(issue_types["codificacion-danada"])
    hint = _HINT.match(decoded.text)
    text = decoded.text[hint.end() :] if hint else decoded.text
    try:
        rows, lines = _records(text, hint[1] if hint else _delimiter(text), 2 if hint else 1)
    except csv.Error:
        return Issue(issue_types["archivo-ilegible"], details={"formato": "csv"})
    told = tuple(_told(decoded, text, rows, lines, issue_types))
    return Sheet(None, visible=True, rows=rows, lines=lines), told


def _delimiter(text: str) -> str:
    """Choose the delimiter that cuts the most records of the sample into the same number of cells."""
    return max(_DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def _regularity(text: str, delimiter: str) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths = Counter(len(record) for record, _ in zip(reader, range(_SAMPLE), strict=False))
    return max(((width - 1) * times for width, times in widths.items()), default=0)


def _records(text: str, delimiter: str, line: int) -> tuple[list[list[object]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[object]] = []
    lines: list[int] = []
    begins = line
    for record in reader:
        rows.append(list(record))
        lines.append(begins)
        begins = line + reader.line_num
    while rows and all(map(blank, rows[-1])):
        rows.pop()
        lines.pop()
    return rows, lines


def _told(
    decoded: Decoded, text: str, rows: Sequence[list[object]], lines: Sequence[int], issue_types: IssueTypes
) -> Iterator[Issue]:
    if decoded.encoding not in ("utf-8", "utf-16") and not text.isascii():
        yield Issue(issue_types["codificacion-antigua"], details={"codificacion": NAMES[decoded.encoding]})
    if decoded.mixed:
        yield Issue(issue_types["codificacion-mezclada"])
    # an odd number of quotation marks, and a last record that swallowed the lines below it
    if text.count('"') % 2 and rows and any("\n" in str(cell) for cell in rows[-1]):
        yield Issue(issue_types["comillas-sin-cerrar"], row=len(rows), details={"linea": str(lines[-1])})
    if _TWICE_ENCODED.search(text):
        yield from _mended(rows, issue_types)


def _mended(rows: Sequence[list[object]], issue_types: IssueTypes) -> Iterator[Issue]:
    """Mend the cells in place and say which."""
    mended: list[tuple[int, int, str, str]] = []
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            written = str(cell)
            right = mend(written)
            if right != written:
                cells[column - 1] = right
                mended.append((column, row, written, right))
    if mended:
        column, row, written, right = mended[0]
        yield Issue(
            issue_types["acentos-reparados"],
            cell=compress((column, row) for column, row, _, _ in mended),
            row=row,
            value=written,
            details={"leido": right, "primera": address(column, row)},
            count=len(mended),
        )
