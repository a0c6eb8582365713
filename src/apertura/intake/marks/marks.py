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
from apertura.intake.xls_package import BOOK


def marks(admitted: Admitted) -> Sequence[Marks]:
    """Read what each sheet hides, merges and has not computed, and what stands far from the rest of it.

    Raises:
        ValueError: a record or an address of the workbook makes no sense.

    """
    return _READERS[admitted.format](admitted)


def _xlsx(admitted: Admitted) -> Sequence[Marks]:
    with zipfile.ZipFile(BytesIO(admitted.content)) as archive:
        return xlsx_marks(archive, admitted)


def _ods(admitted: Admitted) -> Sequence[Marks]:
    with zipfile.ZipFile(BytesIO(admitted.content)) as archive:
        return ods_marks(archive.read("content.xml"), admitted.far.get("content.xml", ()))


def _xls(admitted: Admitted) -> Sequence[Marks]:
    book = stream(admitted.content, BOOK)
    return () if book is None else xls_marks(book.data, admitted.far.get(BOOK[0], ()))


_READERS: Mapping[str, Callable[[Admitted], Sequence[Marks]]] = {"xlsx": _xlsx, "ods": _ods, "xls": _xls}
