"""CSV bytes to a Sheet: encoding and delimiter found, rows numbered as a spreadsheet would number them."""

import csv
import io
import re
from collections import Counter

from apertura.intake.sheet import Sheet, blank
from apertura.model.issue import Issue, IssueTypes

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",;\t|"
_SAMPLE = 100

# what a lost accent leaves behind: the replacement sign, control codes, UTF-8 read twice, and DOS letters read as
# Windows signs in the middle of a word
_DAMAGE = re.compile("\ufffd|[\x80-\x9f]|Ã[\x80-\xbf\u0192\u2018-\u2022]|(?<=[^\\W\\d_])[¡¢£¤‚](?=[^\\W\\d_])")


def delimited(content: bytes, issue_types: IssueTypes) -> Sheet | Issue:
    """Read a delimited text file; a row is a record, so a line break inside quotes does not move the rows below."""
    text = _decode(content)
    if text is None:
        return Issue(issue_types["codificacion-danada"])
    try:
        rows = _records(text, _delimiter(text))
    except csv.Error:
        return Issue(issue_types["archivo-ilegible"], details={"formato": "csv"})
    return Sheet(None, visible=True, rows=rows)


def _decode(content: bytes) -> str | None:
    # a guess among the many one-byte encodings would be silent; what is neither UTF-8 nor Windows-1252 goes back
    marked = [encoding for mark, encoding in _BOMS if content.startswith(mark)]
    for encoding in marked or ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _DAMAGE.search(text) else text
    return None


def _delimiter(text: str) -> str:
    """Choose the delimiter that cuts the most records of the sample into the same number of cells."""
    return max(_DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def _regularity(text: str, delimiter: str) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths = Counter(len(record) for record, _ in zip(reader, range(_SAMPLE), strict=False))
    return max(((width - 1) * times for width, times in widths.items()), default=0)


def _records(text: str, delimiter: str) -> list[list[object]]:
    rows: list[list[object]] = [
        list(record) for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    ]
    while rows and all(map(blank, rows[-1])):
        rows.pop()
    return rows
