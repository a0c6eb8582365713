"""What only the library that reads workbooks can tell of one: its shared texts, and what its formats show."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from apertura.intake.grid import END

_TEXTS = "xl/sharedStrings.xml"
_FORMATS = 65_490
_NUMBER, _DATE, _OTHER = range(3)
_SERIAL = "45000.5"
"""A day and an hour: what it is shown as tells a format of dates from others."""

_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


@dataclass(frozen=True, slots=True)
class Questions:
    """A workbook to ask about, and one of its sheets, in whose place questions are put."""

    content: bytes
    part: str
    index: int


def shared_texts(asked: Questions, count: int) -> Sequence[bytes] | None:
    """Give the first ``count`` shared texts; None where there are fewer, or one has what no text of XML can have."""
    if count > _written(asked.content):
        return None
    answer = _answered(asked, [f' t="s"><v>{number}' for number in range(count)])
    if answer is None:
        return None
    texts = [str(cell).encode() for cell in answer]
    return None if any(END in text for text in texts) else texts


def _written(content: bytes) -> int:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(_TEXTS).count(b"<si") if _TEXTS in archive.NameToInfo else 0


def shown_formats(asked: Questions, count: int) -> bytes | None:
    """Tell what each of the first ``count`` formats shows a number as: itself, a date, or something else.

    None where there are more than a workbook may have.
    """
    if count > _FORMATS:
        return None
    answer = _answered(asked, [f' s="{number}"><v>{_SERIAL}' for number in range(count)])
    return None if answer is None else bytes(map(_kind, answer))


def _kind(cell: object) -> int:
    if isinstance(cell, float):
        return _NUMBER
    return _DATE if isinstance(cell, datetime) else _OTHER


def _answered(asked: Questions, cells: Sequence[str]) -> Sequence[object] | None:
    """Have a column of cells read, put in the place of a sheet's own; all else of the workbook stays as it is."""
    if not cells:
        return []
    rows = "".join(f'<row r="{row}"><c r="A{row}"{cell}</v></c></row>' for row, cell in enumerate(cells, 1))
    copy = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(asked.content)) as archive,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as changed,
    ):
        for name in archive.namelist():
            if name == asked.part or not name.startswith("xl/worksheets/"):
                changed.writestr(
                    zipfile.ZipInfo(name), _SHEET.format(rows) if name == asked.part else archive.read(name)
                )
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(copy.getvalue()))
        found = book.get_sheet_by_index(asked.index).to_python(skip_empty_area=False)
    except (CalamineError, ValueError):
        return None
    answer = [row[0] if row else "" for row in found]
    return [*answer, *[""] * (len(cells) - len(answer))]
