"""Sheets as read: every cell at its true address, of its true kind, whatever the format."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from apertura.intake.door import Admitted, door
from apertura.intake.raw import Header, raw
from apertura.intake.sheet import Sheet
from apertura.intake.workbook import workbook
from apertura.model.definition import Definitions
from apertura.model.issue import IssueTypes
from apertura.model.table import ROW, Kind, RawTable, address
from tests.intake.workbooks import ods, sparse_xlsx, with_part, xls, xlsx

TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="_"), min_size=1, max_size=8)
VALUES = st.one_of(
    TEXTS.filter(lambda text: text[0] not in "=#" and text.strip() != ""),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.just("#REF!"),
)
PLACES = st.tuples(st.integers(1, 40), st.integers(1, 30))


@pytest.fixture(scope="module")
def issue_types(definitions: Definitions) -> IssueTypes:
    return definitions.issue_types


def sheets(content: bytes, issue_types: IssueTypes, name: str = "libro.xlsx") -> tuple[Sheet, ...]:
    admitted = door(content, name, issue_types)
    assert isinstance(admitted, Admitted)
    read = workbook(admitted, issue_types)
    assert isinstance(read, tuple)
    return read


def below_row_1(sheet: Sheet, epoch: date = date(1899, 12, 30)) -> RawTable:
    return raw(sheet, Header(1, "fila 1"), epoch)


def as_shown(table: RawTable) -> dict[str, tuple[str, Kind]]:
    text, kinds = pl.DataFrame(table.text), pl.DataFrame(table.kinds)
    return {
        address(heading.column, row): (shown, Kind(kind))
        for heading in table.headings
        for row, shown, kind in zip(
            text[ROW].to_list(), text[str(heading.column)].to_list(), kinds[str(heading.column)].to_list(), strict=True
        )
        if shown is not None
    }


@pytest.mark.long
@given(cells=st.dictionaries(PLACES, VALUES, max_size=25))
@settings(max_examples=40, deadline=None)
def test_every_cell_of_a_sparse_sheet_is_where_openpyxl_sees_it(
    issue_types: IssueTypes, cells: dict[tuple[int, int], object]
) -> None:
    (sheet,) = sheets(sparse_xlsx(cells), issue_types)
    page = load_workbook(_file(sparse_xlsx(cells)), data_only=True).worksheets[0]
    seen = {cell.coordinate for row in page.iter_rows() for cell in row if cell.value not in (None, "")}
    read = {
        address(column, row)
        for row, line in enumerate(sheet.rows, 1)
        for column, value in enumerate(line, 1)
        if value != ""
    }
    assert read == seen


@given(cells=st.dictionaries(PLACES, VALUES, min_size=1, max_size=25))
@settings(max_examples=25, deadline=None)
def test_the_cells_below_a_header_and_those_outside_are_all_of_them(
    issue_types: IssueTypes, cells: dict[tuple[int, int], object]
) -> None:
    (sheet,) = sheets(sparse_xlsx(cells), issue_types)
    header_row = min(max(1, len(sheet.rows) // 2), len(sheet.rows))
    table = raw(sheet, Header(header_row, ""), date(1899, 12, 30))
    assert len(as_shown(table)) + table.outside == len(cells)


def test_kinds_and_texts_are_those_a_reader_sees(issue_types: IssueTypes) -> None:
    row = [
        "texto",
        5,
        0.1 + 0.2,
        1e-7,
        date(2024, 1, 5),
        datetime(2024, 1, 5, 13, 4, 5),
        time(3, 4),
        timedelta(hours=30),
        True,
        "#N/A",
        " ",
        None,
    ]
    (sheet,) = sheets(xlsx([[f"c{number}" for number in range(12)], row]), issue_types)
    assert list(as_shown(below_row_1(sheet)).values()) == [
        ("texto", Kind.TEXT),
        ("5", Kind.NUMBER),
        ("0.3", Kind.NUMBER),
        ("0.0000001", Kind.NUMBER),
        ("2024-01-05", Kind.DATE),
        ("2024-01-05T13:04:05", Kind.DATE),
        ("03:04:00", Kind.TIME),
        ("30:00:00", Kind.TIME),
        ("true", Kind.BOOLEAN),
        ("#N/A", Kind.ERROR),
    ]


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", xlsx), ("a.xls", xls), ("a.ods", ods)])
def test_the_three_formats_give_the_same_table(name: str, write, issue_types: IssueTypes) -> None:
    rows = [["Título"], [], ["Línea", "Avance", "Fecha"], ["1.1.á", 45, date(2024, 3, 31)], [None, 0.5, None]]
    (sheet,) = sheets(write(rows, "Datos"), issue_types, name)
    table = raw(sheet, Header(3, ""), date(1899, 12, 30))
    assert (sheet.name, table.outside) == ("Datos", 4)
    assert as_shown(table) == {
        "A4": ("1.1.á", Kind.TEXT),
        "B4": ("45", Kind.NUMBER),
        "C4": ("2024-03-31", Kind.DATE),
        "B5": ("0.5", Kind.NUMBER),
    }


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", xlsx), ("a.xls", xls)])
@pytest.mark.parametrize(("mac", "epoch"), [(False, date(1899, 12, 30)), (True, date(1904, 1, 1))])
def test_both_calendars_are_known_by_the_workbook_itself(
    name: str, write, mac: bool, epoch: date, issue_types: IssueTypes
) -> None:
    content = write([["fecha"], [date(2024, 3, 31)]], mac_calendar=mac)
    admitted = door(content, name, issue_types)
    assert isinstance(admitted, Admitted)
    assert admitted.epoch == epoch
    (sheet,) = sheets(content, issue_types, name)
    assert as_shown(below_row_1(sheet)) == {"A2": ("2024-03-31", Kind.DATE)}


def test_hidden_sheets_are_named_and_not_read(issue_types: IssueTypes) -> None:
    content = xlsx([["a"]], "Vista", hidden=["Oculta"], more=[("Oculta", [["b"]])])
    assert [(sheet.name, sheet.visible, len(sheet.rows)) for sheet in sheets(content, issue_types)] == [
        ("Vista", True, 1),
        ("Oculta", False, 0),
    ]


def test_a_used_range_declared_far_too_large_costs_nothing(issue_types: IssueTypes) -> None:
    content = sparse_xlsx({(1, 1): "a", (2, 1): "b"})
    part = "xl/worksheets/sheet1.xml"
    declared = _part(content, part).replace(b'ref="A1:A2"', b'ref="A1:DA65534"')
    assert b"DA65534" in declared
    (sheet,) = sheets(with_part(content, part, declared), issue_types)
    assert [list(row) for row in sheet.rows] == [["a"], ["b"]]


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(_file(content)) as archive:
        return archive.read(name)


def _file(content: bytes):
    return io.BytesIO(content)
