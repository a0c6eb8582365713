"""A lost cell of an xls costs the cell and not the file: the rest is read as if it were not there, however wide."""

import io
import subprocess
from pathlib import Path

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from apertura.intake.door import Admitted, door
from apertura.intake.sheet import Sheet
from apertura.intake.workbook import workbook
from apertura.model.definition import Definitions
from apertura.model.issue import IssueTypes
from tests.intake.workbooks import xls

TABLE = [["Línea", "Avance"], ["1.1.a", 45.0], ["1.1.b", 0.5]]


@pytest.fixture(scope="module")
def issue_types(definitions: Definitions) -> IssueTypes:
    return definitions.issue_types


def sheets(content: bytes, issue_types: IssueTypes) -> tuple[Sheet, ...]:
    admitted = door(content, "libro.xls", issue_types)
    assert isinstance(admitted, Admitted)
    read = workbook(admitted, issue_types)
    assert isinstance(read, tuple)
    return read


def book(*pages: dict[tuple[int, int], object]) -> bytes:
    """Write TABLE in each page, and more cells at (row, column), counted from 1."""
    made = xlwt.Workbook()
    for number, more in enumerate(pages):
        page = made.add_sheet(f"Hoja{number + 1}")
        table = {(r, c): value for r, row in enumerate(TABLE, 1) for c, value in enumerate(row, 1)}
        for (row, column), value in {**table, **more}.items():
            page.write(row - 1, column - 1, value)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


places = st.tuples(st.integers(10_005, 65_536), st.integers(1, 256))
lost = st.dictionaries(places, st.one_of(st.just("x"), st.integers(0, 9), st.booleans()), max_size=20)


@settings(max_examples=60)
@given(st.lists(lost, min_size=1, max_size=3))
def test_lost_cells_are_told_by_sheet_and_the_table_is_read_as_without_them(
    issue_types: IssueTypes, pages: list[dict[tuple[int, int], object]]
) -> None:
    read = sheets(book(*pages), issue_types)
    assert [list(map(list, sheet.rows)) for sheet in read] == [TABLE] * len(pages)
    assert [set(sheet.marks.far) for sheet in read] == [{*page} for page in pages]


def test_more_than_a_few_may_be_a_table_and_stay(issue_types: IssueTypes) -> None:
    (sheet,) = sheets(book({(20_000 + n, 1): "x" for n in range(21)}), issue_types)
    assert (len(sheet.rows), sheet.marks.far) == (20_020, ())


def test_a_table_that_goes_on_after_a_smaller_gap_stays(issue_types: IssueTypes) -> None:
    (sheet,) = sheets(book({(10_003, 1): "x"}), issue_types)
    assert (len(sheet.rows), sheet.marks.far) == (10_003, ())


def test_the_text_that_a_lost_formula_gave_lands_on_no_other_cell(tmp_path: Path, issue_types: IssueTypes) -> None:
    made = Workbook()
    page = made.worksheets[0]
    for row in (*TABLE, ["1.1.c", "=40+5"]):
        page.append(row)
    page["B30000"] = '=A2&" perdida"'
    made.save(tmp_path / "libro.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'perfil').as_uri()}"
    order = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", tmp_path, tmp_path / "libro.xlsx"]
    subprocess.run(order, capture_output=True, check=True, timeout=300)
    (sheet,) = sheets((tmp_path / "libro.xls").read_bytes(), issue_types)
    assert list(map(list, sheet.rows)) == [*TABLE, ["1.1.c", 45.0]]
    assert sheet.marks.far == ((30_000, 2),)


def test_without_lost_cells_the_file_is_read_as_it_came(issue_types: IssueTypes) -> None:
    content = xls(TABLE)
    admitted = door(content, "libro.xls", issue_types)
    assert isinstance(admitted, Admitted)
    assert (admitted.content, admitted.far) == (content, {})
