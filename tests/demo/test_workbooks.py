"""The demonstration workbooks are what garantes would hand in: all of them, marked as made up, the same every time."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from apertura.definitions import load
from apertura.demo import DemoWorkbook, load_profiles, workbooks
from apertura.demo.profile import MistakeKind, Profile
from apertura.demo.tables import DemoTable
from apertura.demo.workbooks import Planted
from apertura.model.definition import Definitions

ROOT = Path(__file__).parents[2]
DATASET = "avance_linea_accion"
Key = tuple[str, str]


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load(ROOT / "schemas")


@pytest.fixture(scope="module")
def profiles(definitions: Definitions) -> tuple[Profile, ...]:
    return load_profiles(ROOT / "schemas", definitions)


@pytest.fixture(scope="module")
def profile(profiles: tuple[Profile, ...]) -> Profile:
    return next(profile for profile in profiles if profile.dataset == DATASET)


@pytest.fixture(scope="module")
def all_made(definitions: Definitions, profiles: tuple[Profile, ...]) -> tuple[DemoWorkbook, ...]:
    return tuple(workbooks(definitions, profiles))


@pytest.fixture(scope="module")
def made(all_made: tuple[DemoWorkbook, ...]) -> tuple[DemoWorkbook, ...]:
    """The workbooks that every garante owes."""
    return tuple(book for book in all_made if book.tables[0].profile.dataset == DATASET)


@pytest.fixture(scope="module")
def others(all_made: tuple[DemoWorkbook, ...]) -> tuple[DemoWorkbook, ...]:
    return tuple(book for book in all_made if book.tables[0].profile.dataset != DATASET)


@pytest.fixture(scope="module")
def opened(made: tuple[DemoWorkbook, ...]) -> Mapping[Key, Workbook]:
    """A quarter as openpyxl reads it, and every workbook with a mistake."""
    return {
        (book.garante, book.period): openpyxl.load_workbook(BytesIO(book.content))
        for book in made
        if book.planted or book.period == "2024-T2"
    }


@pytest.fixture(scope="module")
def opened_others(others: tuple[DemoWorkbook, ...]) -> Sequence[tuple[DemoWorkbook, Workbook]]:
    return [(book, openpyxl.load_workbook(BytesIO(book.content))) for book in others]


def header_row(page: Worksheet, profile: Profile) -> int:
    """The row with most of the profile's headings."""
    headings = set(profile.headings.values())
    return max(range(1, 15), key=lambda row: sum(cell.value in headings for cell in page[row]))


def test_every_garante_hands_in_one_workbook_per_quarter(made: tuple[DemoWorkbook, ...]) -> None:
    quarters = ("2024-T1", "2024-T2", "2024-T3", "2024-T4")
    expected = Counter((f"OG-{number:02}", quarter) for number in range(33) for quarter in quarters)
    assert Counter((book.garante, book.period) for book in made) == expected


def test_the_same_definitions_give_the_same_bytes_in_another_process(all_made: tuple[DemoWorkbook, ...]) -> None:
    code = (
        "import sys, hashlib; from pathlib import Path; from apertura.definitions import load;"
        "from apertura.demo import *; root = Path(sys.argv[1]); definitions = load(root);"
        "books = workbooks(definitions, load_profiles(root, definitions));"
        "print(hashlib.sha256(b''.join(book.content for book in books)).hexdigest())"
    )
    command = [sys.executable, "-c", code, ROOT / "schemas"]
    changed = {**os.environ, "PYTHONHASHSEED": "7"}
    again = subprocess.run(command, check=True, capture_output=True, text=True, env=changed)
    assert again.stdout.strip() == hashlib.sha256(b"".join(book.content for book in all_made)).hexdigest()


def test_no_two_workbooks_are_alike(all_made: tuple[DemoWorkbook, ...]) -> None:
    assert len({book.content for book in all_made}) == len(all_made)
    assert len({(book.garante, book.period, book.filename) for book in all_made}) == len(all_made)


def test_every_workbook_says_above_its_table_and_in_its_properties_that_it_is_made_up(
    opened: Mapping[Key, Workbook], profile: Profile
) -> None:
    for book in opened.values():
        page = book.worksheets[0]
        above = page.iter_rows(max_row=header_row(page, profile) - 1, values_only=True)
        assert "DATOS DE DEMOSTRACIÓN" in " ".join(str(cell) for row in above for cell in row)
        assert "DATOS DE DEMOSTRACIÓN" in str(book.properties.description)


def test_every_table_has_one_row_per_line_of_action_unless_a_mistake_says_otherwise(
    made: tuple[DemoWorkbook, ...], opened: Mapping[Key, Workbook], definitions: Definitions, profile: Profile
) -> None:
    lines = [row["linea_accion_id"] for row in definitions.catalogues["linea_accion"].rows]
    heading = profile.headings["linea_accion_id"]
    for made_book in (book for book in made if (book.garante, book.period) in opened):
        page = opened[made_book.garante, made_book.period].worksheets[0]
        top = header_row(page, profile)
        column = next(cell.column for cell in page[top] if cell.value == heading)
        written = [cell for (cell,) in page.iter_rows(top + 1, None, column, column, values_only=True) if cell]
        repeated = [
            planted.mistake.row
            for planted in made_book.planted
            if planted.mistake.kind is MistakeKind.REPEATED_ROW and planted.mistake.row
        ]
        assert sorted(written) == sorted(lines + repeated)


def test_each_mistake_of_the_profile_is_planted_once(made: tuple[DemoWorkbook, ...], profile: Profile) -> None:
    planted = [planted.mistake for book in made for planted in book.planted]
    assert len(planted) > 5
    assert Counter(planted) == Counter(profile.mistakes)


def test_each_mistake_stands_in_the_cell_it_is_said_to_stand_in(
    made: tuple[DemoWorkbook, ...], opened: Mapping[Key, Workbook], profile: Profile
) -> None:
    for book in made:
        for planted in book.planted:
            assert_stands(planted, opened[book.garante, book.period].worksheets[0], profile)


def assert_stands(planted: Planted, page: Worksheet, profile: Profile) -> None:
    mistake = planted.mistake
    top = header_row(page, profile)
    headings = [cell.value for cell in page[top]]
    if planted.cell is None:
        assert mistake.kind is MistakeKind.MISSING_COLUMN
        assert profile.headings[str(mistake.field)] not in headings
        return
    cell = page[planted.cell]
    match mistake.kind:
        case MistakeKind.EXTRA_COLUMN:
            assert (cell.row, cell.value) == (top, mistake.field)
            assert page.cell(top + 1, cell.column).value == mistake.value
        case MistakeKind.REPEATED_ROW:
            rows = [[cell.value for cell in page[row]] for row in (cell.row - 1, cell.row)]
            assert rows[0] == rows[1]
            assert mistake.row in rows[0]
        case _:
            assert cell.value == mistake.value
            assert headings[cell.column - 1] == profile.headings[str(mistake.field)]
            assert mistake.row is None or mistake.row in [other.value for other in page[cell.row]]


def test_people_put_their_tables_at_different_heights_and_write_dates_their_own_way(
    opened: Mapping[Key, Workbook], profile: Profile
) -> None:
    pages = [book.worksheets[0] for (_, period), book in opened.items() if period == "2024-T2"]
    assert len({header_row(page, profile) for page in pages}) >= 3
    assert {type(cut_off(page, profile)) for page in pages} == {datetime, str, int}
    assert {read_day(cut_off(page, profile)) for page in pages} == {date(2024, 6, 30)}


def cut_off(page: Worksheet, profile: Profile) -> object:
    top = header_row(page, profile)
    column = next(cell.column for cell in page[top] if cell.value == profile.headings["fecha_corte"])
    return page.cell(top + 2, column).value


def read_day(value: object) -> date:
    match value:
        case datetime():
            return value.date()
        case int():
            return date.fromordinal(date(1899, 12, 30).toordinal() + value)
        case _:
            return datetime.strptime(str(value), "%d/%m/%Y").date()


def test_some_workbooks_carry_logos_merged_titles_dictionaries_hidden_lists_and_blank_rows(
    made: tuple[DemoWorkbook, ...], opened: Mapping[Key, Workbook]
) -> None:
    books = [book for (_, period), book in opened.items() if period == "2024-T2"]
    logos = [any("media/" in name for name in ZipFile(BytesIO(book.content)).namelist()) for book in made]
    dictionaries = [len([sheet for sheet in book if sheet.sheet_state == "visible"]) > 1 for book in books]
    lists = [any(sheet.sheet_state == "hidden" for sheet in book) for book in books]
    trailing = [not any(cell.value for cell in book.worksheets[0][book.worksheets[0].max_row]) for book in books]
    for habit in (logos, dictionaries, lists, trailing):
        assert {True, False} == set(habit)
    assert all(book.worksheets[0].merged_cells for book in books)


def test_file_names_are_plain_and_hold_no_path(all_made: tuple[DemoWorkbook, ...]) -> None:
    assert all(book.filename.endswith(".xlsx") and not set(book.filename) & set('/\\:*?"<>|') for book in all_made)
    assert max(len(book.filename.encode()) for book in all_made) < 200


# --- The other datasets: a few bodies each, several tables in a workbook


def test_every_dataset_is_handed_in_by_a_few_bodies(definitions: Definitions, others: tuple[DemoWorkbook, ...]) -> None:
    by_dataset: dict[str, set[str]] = {}
    for book in others:
        for table in book.tables:
            by_dataset.setdefault(table.profile.dataset, set()).add(book.garante)
    assert by_dataset.keys() == definitions.datasets.keys() - {DATASET}
    assert all(1 <= len(bodies) <= 4 for bodies in by_dataset.values())
    assert len(others) <= 40
    assert sum(len(book.tables) for book in others) <= 100
    assert max(len(book.tables) for book in others) > 3


def test_each_sheet_of_the_others_says_that_it_is_made_up(
    opened_others: Sequence[tuple[DemoWorkbook, Workbook]],
) -> None:
    for book, opened in opened_others:
        for table in book.tables:
            page = sheet_of(table, opened)
            above = page.iter_rows(max_row=heading_row(page, table) - 1, values_only=True)
            assert "DATOS DE DEMOSTRACIÓN" in " ".join(str(cell) for row in above for cell in row)
        assert "DATOS DE DEMOSTRACIÓN" in str(opened.properties.description)


def test_each_mistake_of_the_others_stands_where_it_is_said_to_stand(
    profiles: tuple[Profile, ...], opened_others: Sequence[tuple[DemoWorkbook, Workbook]]
) -> None:
    planted = [planted for book, _ in opened_others for planted in book.planted]
    wanted = [mistake for profile in profiles if profile.dataset != DATASET for mistake in profile.mistakes]
    assert Counter(each.mistake for each in planted) == Counter(wanted)
    assert len({each.mistake.kind for each in planted}) > 2
    for book, opened in opened_others:
        for each in book.planted:
            assert each.cell is not None
            written = opened[each.sheet][each.cell].value
            extra = each.mistake.kind is MistakeKind.EXTRA_COLUMN
            assert written == (each.mistake.field if extra else each.mistake.value)


def sheet_of(table: DemoTable, opened: Workbook) -> Worksheet:
    page = opened[table.profile.sheet or table.delivery.period]
    assert isinstance(page, Worksheet)
    return page


def heading_row(page: Worksheet, table: DemoTable) -> int:
    wanted = set(table.grid.headings)
    return next(row for row in range(1, 15) if wanted <= {cell.value for cell in page[row]})


def test_what_is_handed_in_again_is_what_was_handed_in_before(all_made: tuple[DemoWorkbook, ...]) -> None:
    """A register's keys do not change from one quarter to the next: only what is counted does."""
    tables = [table for book in all_made for table in book.tables if table.delivery.rows]
    seen: dict[tuple[str, str], list[DemoTable]] = {}
    for table in tables:
        seen.setdefault((table.profile.dataset, table.delivery.garante), []).append(table)
    twice = [pair for pair in seen.values() if len(pair) > 1]
    assert len(twice) > 3
    for first, second in twice:
        keys = [name for name in first.definition.schema.primary_key if name in first.grid.fields]
        own = [name for name in keys if name not in first.definition.context]
        assert own or first.definition.schema.primary_key == ("organismo_id", "periodo_id")
        assert [cells(first, name) for name in own] == [cells(second, name) for name in own]


def cells(table: DemoTable, field: str) -> list[object]:
    return [row[table.grid.fields.index(field)] for row in table.grid.rows]
