"""A stretch of delimited bytes to columns, where a column reader surely cuts it as Python's csv module would.

Proof by account: quotation marks stand only where they open, close or are doubled, and every byte of the stretch is
a cell's, a separator, a line break or a quotation mark that encloses. A short record, a blank line or a stray mark
leaves the account unbalanced, and the stretch goes to the exact reader.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import polars as pl

from apertura.validation.tableschema.scan.dialect import QUOTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Octets = npt.NDArray[np.uint8]
    Places = npt.NDArray[np.intp]

LF, CR, MARK = b"\n"[0], b"\r"[0], QUOTE.encode()[0]


def quotation(data: bytes) -> Places:
    """Find the quotation marks."""
    import numpy as np

    return np.flatnonzero(np.frombuffer(data, np.uint8) == MARK)


def boundary(data: bytes, marks: Places) -> int:
    """Bytes up to the last line break outside quotes, were all quotation marks where they belong; 0 for none."""
    at = data.rfind(b"\n") + 1
    while at and marks.searchsorted(at) % 2:
        at = data.rfind(b"\n", 0, at - 1) + 1
    return at


def quick(block: bytes, marks: Places, separator: str, names: Sequence[str]) -> pl.DataFrame | None:
    """Cut whole records into text columns called ``names``; None where it is not beyond doubt how.

    ``marks`` are the places of the quotation marks in the block.
    """
    import numpy as np

    # polars drops such a mark, and what it drops could make up for a blank line in the account
    if block.startswith(codecs.BOM_UTF8):
        return None
    octets = np.frombuffer(block, np.uint8)
    returns = np.flatnonzero(octets == CR) if b"\r" in block else marks[:0]
    if (octets[returns + 1] != LF).any() or (len(names) == 1 and _blank_line(block)):
        return None
    enclosing = len(marks) and _enclosing(octets, marks, separator.encode()[0])
    if enclosing is None:
        return None
    frame = parse(block, separator, names, quoted=bool(enclosing))
    if frame is None:
        return None
    text = sum(frame.select(pl.all().str.len_bytes().sum()).row(0))
    ends = np.count_nonzero(marks.searchsorted(returns) % 2 == 0)
    return frame if text + frame.height * len(names) + enclosing + ends == len(block) else None


def _enclosing(octets: Octets, marks: Places, separator: int) -> int | None:
    """Count the quotation marks that are not text; None where one is astray.

    The block starts outside quotes and ends in a line break. Marks open and close by turns; one that opens follows a
    separator, a line break or the mark that closed just before it (a doubled one); one that closes precedes these.
    """
    import numpy as np

    if len(marks) % 2 or marks[-1] == len(octets) - 1:
        return None
    opening, closing = marks[::2], marks[1::2]
    before, after = octets[opening - 1], octets[1:][closing]
    # what comes before the first byte of all is the end of another record
    before[:1] = before[:1] if opening[0] else LF
    lawful = (before == separator) | (before == LF) | (before == MARK)
    if not lawful.all() or not ((after == separator) | (after == LF) | (after == CR) | (after == MARK)).all():
        return None
    return len(marks) - int(np.count_nonzero(opening[1:] == closing[:-1] + 1))


def _blank_line(block: bytes) -> bool:
    return block.startswith((b"\n", b"\r")) or b"\n\n" in block or b"\n\r" in block


def parse(
    block: bytes, separator: str, names: Sequence[str], wanted: Sequence[str] | None = None, *, quoted: bool = True
) -> pl.DataFrame | None:
    """Cut records that are known to be cut right, into all the columns or the ``wanted`` ones; None where refused."""
    try:
        return pl.read_csv(
            block,
            has_header=False,
            separator=separator,
            quote_char=QUOTE if quoted else None,
            schema=dict.fromkeys(names, pl.String()),
            columns=None if wanted is None else sorted(map(list(names).index, wanted)),
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
