"""Registers filled by five real bodies. What is expected was read off the sheets by hand, and openpyxl counts cells."""

from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from apertura.intake.intake import Intake
from apertura.model.issue import Issue
from apertura.model.table import ROW, NormalisedTable, letters
from tests.intake.conftest import Take

REAL = Path(__file__).parents[3] / "shared" / "real" / "mapadai"
FILES = sorted(REAL.glob("*.xlsx"))
SHEET = "Recursos de revisión"
BODIES = {
    "14._TEPJF_Recursos": "OF-02",
    "15._Michoacan_Recursos": "OG-16",
    "3._BCS_Recursos": "OG-03",
    "5._BM_Recursos": "OF-01",
    "6._Chihuahua_Recursos": "OG-08",
}
ROWS = {
    "14._TEPJF_Recursos": 44,
    "15._Michoacan_Recursos": 611,
    "3._BCS_Recursos": 111,
    "5._BM_Recursos": 15,
    "6._Chihuahua_Recursos": 1336,
}
# cell of the sheet: the date it must become, whatever the way it is written there; "" where the sheet has no date
DATES = {
    "14._TEPJF_Recursos": dict.fromkeys(["G8", "H8", "G9", "H9", "G20", "H20", "G35", "H35", "G51", "H51"], ""),
    "15._Michoacan_Recursos": {
        "F8": "2014-01-09",
        "G8": "2014-03-19",
        "F9": "2014-01-21",
        "G11": "2014-05-07",
        "F40": "2014-04-07",
        "G60": "2015-07-08",
        "F300": "2014-11-10",
        "G300": "2015-03-25",
        "F450": "2015-05-06",
        "F618": "2015-10-23",
        "F115": "24/082014",
        "G261": "25/036/2015",
    },
    "3._BCS_Recursos": {
        "F8": "2015-01-26",
        "G8": "2015-03-04",
        "F12": "2015-02-10",
        "G12": "2015-07-07",
        "F40": "2015-08-04",
        "F57": "2014-01-08",
        "G70": "2014-04-30",
        "F91": "2013-02-11",
        "F119": "2013-12-11",
        "F29": "2015-07-09",
        "G25": "2015-07-15",
    },
    "5._BM_Recursos": {
        "G8": "2009-12-14",
        "H8": "2009-02-18",
        "G9": "2010-06-16",
        "H9": "2010-10-05",
        "Q9": "2010-11-03",
        "G13": "2012-07-13",
        "H13": "2012-09-21",
        "Q12": "2012-10-03",
        "G22": "2015-04-07",
        "H22": "2015-06-25",
    },
    "6._Chihuahua_Recursos": {
        "F8": "2014-01-06",
        "G8": "2014-02-19",
        "P8": "2014-02-19",
        "F12": "2014-01-22",
        "I12": "2015-01-30T09:00:00",
        "P12": "2014-06-12",
        "F700": "2014-03-19",
        "G700": "2014-06-26",
        "P700": "2014-08-15",
        "I1193": "2014-08-25T09:00:00",
        "F1343": "2015-10-28",
        "G1241": "15/04/2015   18/02/2015",
    },
}

each = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def taken(take: Take, file: Path) -> Intake:
    return take(file.read_bytes(), file.name, garante=BODIES[file.stem], period="2015-A")


def only(taken: Intake) -> tuple[NormalisedTable, tuple[Issue, ...]]:
    ((table, issues),) = taken.tables
    return table, issues


@each
def test_the_header_is_row_7_of_the_register_under_its_title(take: Take, file: Path) -> None:
    table, _ = only(taken(take, file))
    assert (table.dataset, table.sheet, table.header_row) == ("recurso_revision", SHEET, 7)
    assert table.header_reason.startswith("fila 7: 1")
    assert table.header_reason.endswith("encabezados coinciden")
    assert pl.DataFrame(table.values).height == ROWS[file.stem]


@each
def test_every_cell_of_the_sheet_is_in_one_place_of_the_account(take: Take, file: Path) -> None:
    page = load_workbook(file, data_only=True)[SHEET]
    seen = sum(1 for row in page.iter_rows(values_only=True) for cell in row if cell not in (None, ""))
    table, _ = only(taken(take, file))
    assert table.cells.used + table.cells.ignored + table.cells.reported == seen


@each
def test_texts_stand_at_the_rows_and_columns_where_openpyxl_sees_them(take: Take, file: Path) -> None:
    page = load_workbook(file, data_only=True)[SHEET]
    table, _ = only(taken(take, file))
    values = pl.DataFrame(table.values)
    for field in ("folio_recurso", "unidad_enlace", "motivo"):
        for row, value in values.select(ROW, field).rows():
            written = page.cell(row, table.columns[field]).value
            assert value == (" ".join(written.split(" ")).replace("\u00a0", " ").strip() if written else None)


@each
def test_dates_become_the_dates_on_the_sheet(take: Take, file: Path) -> None:
    table, _ = only(taken(take, file))
    rows = {row[ROW]: row for row in pl.DataFrame(table.values).rows(named=True)}
    fields = {letters(column): field for field, column in table.columns.items()}
    read = {cell: rows[int(cell[1:])][fields[cell[0]]] or "" for cell in DATES[file.stem]}
    assert len(read) >= 10
    assert read == DATES[file.stem]


@each
def test_words_are_replaced_only_by_rows_of_values_and_each_is_told(take: Take, file: Path) -> None:
    page = load_workbook(file, data_only=True)[SHEET]
    table, issues = only(taken(take, file))
    words = {"NO HUBO", "N/A", "NO APLICA", "EN PROCESO", "NULL"}
    told = {(issue.field, issue.value) for issue in issues if issue.type.code == "valor-convertido"}
    for field in ("audiencia", "votos_disidentes", "votos_particulares", "impugnacion"):
        column = [page.cell(row, table.columns[field]).value for row in range(8, page.max_row + 1)]
        written = {str(value).strip() for value in column if value} & words
        assert written <= {value for name, value in told if name == field}


@each
def test_only_the_column_that_one_body_added_is_unknown_and_it_is_not_lost(take: Take, file: Path) -> None:
    _, issues = only(taken(take, file))
    unknown = [issue for issue in issues if issue.type.code == "columna-no-reconocida"]
    added = [("R8:R1343", 1336, "EXPEDIENTE ICHITAIP")] if file.stem.startswith("6._") else []
    assert [(issue.cell, issue.count, issue.details["encabezado"]) for issue in unknown] == added


@each
def test_hidden_catalogues_and_dictionaries_are_said_to_be_unread(take: Take, file: Path) -> None:
    unread = {issue.sheet: issue.details["razon"] for issue in taken(take, file).issues}
    hidden = {sheet.title for sheet in load_workbook(file).worksheets if sheet.sheet_state != "visible"}
    assert {name for name, reason in unread.items() if reason == "está oculta"} == hidden
    assert "Diccionario de datos" in unread
