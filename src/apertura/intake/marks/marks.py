"""Admitted workbook to the Marks of each of its sheets, in the order of the workbook."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from apertura.intake.compound import stream
from apertura.intake.door import Admitted
from apertura.intake.marks.ods import ods_marks
from apertura.intake.marks.xls import xls_marks
from apertura.intake.marks.xlsx import xlsx_marks
from apertura.intake.sheet import Marks


def marks(admitted: Admitted) -> Sequence[Marks]:
    """Read what each sheet hides, merges and has not computed.

    Raises:
        ValueError: a record or an address of the workbook makes no sense.

    """
    return _READERS[admitted.format](admitted.content)


def _xlsx(content: bytes) -> Sequence[Marks]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return xlsx_marks(archive)


def _ods(content: bytes) -> Sequence[Marks]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return ods_marks(archive.read("content.xml"))


def _xls(content: bytes) -> Sequence[Marks]:
    book = stream(content, ("Workbook", "Book"))
    return () if book is None else xls_marks(book)


_READERS: Mapping[str, Callable[[bytes], Sequence[Marks]]] = {"xlsx": _xlsx, "ods": _ods, "xls": _xls}
