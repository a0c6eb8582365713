"""A large sheet is read apart by walk.c: what is in it is what the library that reads any finds, cell by cell."""

import struct
import subprocess
import zipfile
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from apertura.intake.bounds import GAP_COLUMNS, GAP_ROWS, Box, xlsx_box
from apertura.intake.grid import Grid
from apertura.intake.read import Opened, read
from apertura.intake.sheet_xml import compiled, large, look
from apertura.model.definition import Definitions
from tests.intake.sheet_xml.both_ways import apart, usual
from tests.intake.sheet_xml.mutations import mutations
from tests.intake.sheet_xml.parts import APART, FOR_OTHERS, NOT_XML, PARTS, book, put, row, seeds, sheet

REAL = Path(__file__).parents[4] / "shared" / "real"
MUTATIONS = 3_000
SANITIZED = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


@pytest.mark.parametrize("name", APART)
def test_a_sheet_written_as_usual_is_read_apart_and_alike(name: str, definitions: Definitions) -> None:
    found, was_apart = apart(book(APART[name]), definitions.issue_types)
    assert was_apart
    assert found == usual(book(APART[name]), definitions.issue_types)


@pytest.mark.parametrize("name", FOR_OTHERS)
def test_what_is_seldom_written_is_left_to_the_library_that_reads_any(name: str, definitions: Definitions) -> None:
    found, was_apart = apart(book(FOR_OTHERS[name]), definitions.issue_types)
    assert not was_apart
    assert found == usual(book(FOR_OTHERS[name]), definitions.issue_types)


@pytest.mark.parametrize("name", PARTS)
def test_nothing_is_taken_for_xml_that_is_not(name: str) -> None:
    if name in NOT_XML:
        assert not is_xml(NOT_XML[name])
    assert look(PARTS[name]) is None or is_xml(PARTS[name])


@pytest.mark.long
def test_changed_at_random_it_is_read_alike_or_refused_alike(definitions: Definitions) -> None:
    taken = read_apart = 0
    for workbook, part in islice(mutations(), MUTATIONS):
        seen = look(part)
        if seen is not None:
            taken += 1
            assert is_xml(part), part
        content = book(part) if workbook is None else put(workbook, part)
        found, was_apart = apart(content, definitions.issue_types)
        assert found == usual(content, definitions.issue_types), part
        read_apart += was_apart
    assert taken > MUTATIONS // 10
    assert read_apart > MUTATIONS // 20


@pytest.mark.long
def test_no_other_byte_is_touched(tmp_path: Path) -> None:
    program = tmp_path / "one_by_one"
    source = f'-DWALKER="{compiled.LIBRARY.with_suffix(".c")}"'
    subprocess.run(
        [
            *("cc", "-std=c11", "-O1", "-g", "-Wall", "-Wextra", "-Werror"), *SANITIZED,
            *(source, Path(__file__).with_name("one_by_one.c"), "-o", program),
        ],
        check=True,
    )  # fmt: skip
    parts = [*PARTS.values(), *(part for _, part in islice(mutations(), 20 * MUTATIONS))]
    parts += [part[:size] for part in APART.values() for size in range(len(part))]
    written = b"".join(struct.pack("=I", len(part)) + part for part in parts)
    done = subprocess.run([program], input=written, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[:2000]
    lines = iter(done.stdout.decode().splitlines())
    texts = [b"uno", b"dos & <tres>", b" con blancos ", b""]
    for part in parts:
        seen, grid = look(part), compiled.cells(part, texts, bytes([0, 1, 1, 2]))
        box = (1, seen.box.rows, seen.box.columns) if seen else (0, 0, 0)
        assert next(lines) == " ".join(map(str, box)), part
        assert next(lines) == printed(grid), part


def test_its_rectangle_ends_before_what_stands_far_away() -> None:
    far_row, far_column = 5 + GAP_ROWS + 1, 2 + GAP_COLUMNS + 1
    cells = row('<c r="@"><v>1</v></c>', '<c r="@"/>', at=5)
    below = f'<row r="{far_row}"><c r="A{far_row}"><v>1</v></c></row>'
    assert box_of(cells) == Box(5, 2, 5, 2)
    assert box_of(cells + below) == Box(far_row, 2, 5, 2)
    assert box_of(cells + below.replace(str(far_row), str(far_row - 1))) == Box(far_row - 1, 2, far_row - 1, 2)
    aside = cells.replace("</row>", f'<c r="{letters(far_column)}5"/></row>')
    assert box_of(aside) == Box(5, far_column, 5, 2)
    near = cells.replace("</row>", f'<c r="{letters(far_column - 1)}5"/></row>')
    assert box_of(near) == Box(5, far_column - 1, 5, far_column - 1)


@pytest.mark.parametrize("path", sorted(REAL.glob("*/*.xlsx")), ids=lambda path: path.name)
def test_real_workbooks_are_read_alike(path: Path, definitions: Definitions) -> None:
    found, was_apart = apart(path.read_bytes(), definitions.issue_types)
    assert was_apart
    assert found == usual(path.read_bytes(), definitions.issue_types)


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t&<>\"'_x ")
).filter(lambda text: not {*text} & {"\ufffe", "\uffff"})
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**17), 10**17) | st.decimals(
    allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
).map(float)  # fmt: skip
moments = st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31, 23, 59, 59))
days = st.dates(date(1900, 3, 1), date(9999, 12, 31))
tables = st.lists(st.lists(texts | numbers | moments | days | st.booleans() | st.none(), max_size=6), max_size=8)


@given(table=tables, shared=st.booleans())
def test_what_xlsxwriter_writes_is_read_alike(
    table: list[list[object]], shared: bool, definitions: Definitions
) -> None:
    made = BytesIO()
    options = {"constant_memory": not shared, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(made, options) as written:
        page = written.add_worksheet()
        day, moment = (written.add_format({"num_format": one}) for one in ("yyyy-mm-dd", "dd/mm/yyyy hh:mm:ss"))
        for at, cells in enumerate(table):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    page.write_datetime(at, column, value, moment if isinstance(value, datetime) else day)
                else:
                    page.write(at, column, value)
    content = made.getvalue()
    assert apart(content, definitions.issue_types)[0] == usual(content, definitions.issue_types)


@given(table=tables)
def test_what_openpyxl_writes_is_read_alike(table: list[list[object]], definitions: Definitions) -> None:
    made, written = BytesIO(), openpyxl.Workbook()
    for cells in table:
        written.active.append([None if isinstance(value, str) and value.startswith("=") else value for value in cells])
    written.save(made)
    content = made.getvalue()
    assert apart(content, definitions.issue_types)[0] == usual(content, definitions.issue_types)


@pytest.mark.long
def test_what_libreoffice_writes_is_read_alike(tmp_path: Path, definitions: Definitions) -> None:
    for number, content in enumerate(seeds()):
        (tmp_path / f"{number}.xlsx").write_bytes(content)
    order = ["soffice", f"-env:UserInstallation=file://{tmp_path}/perfil", "--headless", "--convert-to", "xlsx"]
    books = sorted(tmp_path.glob("*.xlsx"))
    subprocess.run([*order, "--outdir", tmp_path / "otra", *books], check=True, capture_output=True)
    for path in books:
        content = (tmp_path / "otra" / path.name).read_bytes()
        found, was_apart = apart(content, definitions.issue_types)
        assert was_apart
        assert found == usual(content, definitions.issue_types)


def test_several_sheets_of_a_workbook_are_read_apart_each_in_its_place(definitions: Definitions) -> None:
    made = BytesIO()
    with xlsxwriter.Workbook(made) as written:
        for name in ("Índice", "Datos", "Oculta", "Más datos"):
            page = written.add_worksheet(name)
            for at in range(2 if name == "Índice" else large.MANY // 4):
                page.write_row(at, 0, [name, at, at / 3, "x"])
            if name == "Oculta":
                page.hide()
    opened = read(made.getvalue(), "libro.xlsx", definitions.issue_types)
    assert isinstance(opened, Opened)
    kinds = {each.name: (type(each.rows), len(each.rows)) for each in opened.sheets}
    size = large.MANY // 4
    assert kinds == {"Índice": (list, 2), "Datos": (Grid, size), "Oculta": (tuple, 0), "Más datos": (Grid, size)}
    assert [each.rows[1] for each in opened.sheets if each.visible] == [
        [name, 1.0, 0.333333333333333 if name != "Índice" else 1 / 3, "x"] for name in ("Índice", "Datos", "Más datos")
    ]


def test_two_sheets_of_one_part_have_the_same_cells(definitions: Definitions) -> None:
    content, one = book(APART["enteros"]), b'<sheet name="Hoja1" sheetId="1" r:id="rId1"/>'
    with zipfile.ZipFile(BytesIO(content)) as archive:
        listed = archive.read("xl/workbook.xml")
    other = one.replace(b"Hoja1", b"Otra").replace(b'sheetId="1"', b'sheetId="2"')
    twice = put(content, listed.replace(one, one + other), "xl/workbook.xml")
    found, was_apart = apart(twice, definitions.issue_types)
    assert was_apart
    assert [each[0] for each in found] == ["Hoja1", "Otra"]
    assert found == usual(twice, definitions.issue_types)


def test_rows_of_a_grid_are_found_from_either_end_and_between(definitions: Definitions) -> None:
    made = BytesIO()
    with xlsxwriter.Workbook(made) as written:
        page = written.add_worksheet()
        for at in range(5_000):
            page.write_row(at, 0, [f"t{at}", at, None, "", at % 7 == 0] if at % 2 else [f"t{at}"])
    opened = read(made.getvalue(), "libro.xlsx", definitions.issue_types)
    assert isinstance(opened, Opened)
    rows = opened.sheets[0].rows
    assert isinstance(rows, Grid)
    every = [list(each) for each in rows]
    assert len(every) == len(rows) == 5_000
    for place in (0, 1, 999, 1_000, 2_500, 3_999, 4_000, 4_998, 4_999, -1, -1_001):
        assert list(rows[place]) == every[place]
    for span in (slice(0, 3), slice(998, 1_003), slice(4_997, None), slice(2_000, 2_000), slice(None, None, -1_000)):
        assert [list(each) for each in rows[span]] == every[span]
    with pytest.raises(IndexError):
        rows[5_000]


def is_xml(part: bytes) -> bool:
    try:
        ParserCreate().Parse(part, True)
    except ExpatError:
        return False
    return True


def box_of(rows: str) -> Box:
    seen = look(sheet(rows))
    assert seen is not None
    assert seen.box == xlsx_box(sheet(rows))
    return seen.box


def letters(column: int) -> str:
    return openpyxl.utils.get_column_letter(column)


def printed(grid: Grid | None) -> str:
    if grid is None:
        return "-"
    columns = (f" {each.kinds.hex()} {(each.text + bytes(grid.height > 0)).hex()}" for each in grid.columns)
    return f"{grid.height}{''.join(columns)}"
