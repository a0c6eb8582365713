"""Workbook bytes (xlsx, xls, ods) to Sheets: cells at their true addresses, hidden sheets by name alone."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from apertura.intake.bounds import CELLS, LIMITS, MAX_CELLS, MAX_SHEETS, SHEETS
from apertura.intake.door import Admitted
from apertura.intake.grid import Grid
from apertura.intake.marks import marks
from apertura.intake.sheet import NO_MARKS, Sheet, blank
from apertura.intake.sheet_xml.grids import grids, whole
from apertura.model.issue import Issue, IssueTypes

_ERROR = re.compile(r"Error\((\w+)\)")
_SHOWN = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}


def workbook(admitted: Admitted, issue_types: IssueTypes) -> tuple[Sheet, ...] | Issue:
    """Read every visible sheet of a workbook, or say why it cannot be read."""
    try:
        sheets = _sheets(admitted)
        return Issue(issue_types[sheets], details={"limite": LIMITS[sheets]}) if isinstance(sheets, str) else sheets
    except PasswordError:
        return Issue(issue_types["archivo-con-contrasena"])
    except (CalamineError, ValueError):
        return Issue(issue_types["archivo-ilegible"], details={"formato": admitted.format})
    except BaseException as error:
        # a reader written in Rust that loses its footing in a damaged file raises this, which is no Exception and has
        # no name to import
        if type(error).__name__ != "PanicException":
            raise
        return Issue(issue_types["archivo-ilegible"], details={"formato": admitted.format})


def _sheets(admitted: Admitted) -> tuple[Sheet, ...] | str:
    large = grids(admitted)
    content = whole(admitted, large)
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    if len(book.sheets_metadata) > MAX_SHEETS:
        return SHEETS
    said = marks(admitted)
    sheets, cells = [], 0
    for index, found in enumerate(book.sheets_metadata):
        if found.typ == SheetTypeEnum.WorkSheet:
            visible = found.visible == SheetVisibleEnum.Visible
            rows = () if not visible else large[index] if index in large else _rows(book, index, content, admitted)
            own = said[index] if visible and index < len(said) else NO_MARKS
            sheets.append(Sheet(found.name, visible=visible, rows=rows, marks=own))
            cells += _held(rows)
            # many sheets of one part weigh nothing until they are read
            if cells > MAX_CELLS:
                return CELLS
    return tuple(sheets)


def _held(rows: Sequence[Sequence[object]]) -> int:
    return rows.height * len(rows.columns) if isinstance(rows, Grid) else sum(map(len, rows))


def _rows(book: CalamineWorkbook, index: int, content: bytes, admitted: Admitted) -> Sequence[Sequence[object]]:
    sheet = book.get_sheet_by_index(index)
    rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    if admitted.has_errors:
        for (row, column), error in _errors(content, index, sheet).items():
            rows[row][column] = error
    while rows and all(map(blank, rows[-1])):
        rows.pop()
    return rows


def _errors(content: bytes, index: int, sheet: CalamineSheet) -> Mapping[tuple[int, int], str]:
    # calamine's Python objects show an error cell as empty; the same library through fastexcel lists them
    import fastexcel

    if sheet.start is None:
        return {}
    top, left = sheet.start
    _, found = fastexcel.read_excel(content).load_sheet(index, header_row=None, dtypes="string").to_arrow_with_errors()
    listed = found.errors if found else ()
    return {(top + at.position[0], left + at.position[1]): _shown(at.detail) for at in listed}


def _shown(detail: str) -> str:
    found = _ERROR.search(detail)
    return _SHOWN.get(found.group(1), "#ERROR!") if found else "#ERROR!"
