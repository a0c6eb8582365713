"""The forms of SIPOT are read as what they are: the same contracts, whichever form they come in."""

import polars as pl
import pytest

from apertura.intake.read import read
from apertura.intake.sipot.label import Label, label
from apertura.model.table import ROW
from tests.intake.conftest import Take
from tests.intake.sipot_forms import CHILD, LABELS, LED, ROWS, contract, download, old_template, template

DATASET = "contratacion_sipot"
FORMS = {"plantilla.xlsx": template(), "2016.xls": old_template(), "descarga.xlsx": download()}
JOINED = [
    "Suelos Ejemplares, S.A. de C.V. · 180000; Terrenos Firmes, S.C. · 195500.5",
    "Puentes del Norte, S.A. de C.V. · 90000",
    "",
]


def taken(take: Take, name: str, content: bytes):
    found = take(content, name, garante="OG-19", period="2024-T2")
    [(table, issues)] = found.tables
    assert table.dataset == DATASET
    return table, issues, found.issues


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_read_as_the_contracts_in_it(take: Take, name: str) -> None:
    table, issues, about_file = taken(take, name, FORMS[name])
    values = pl.DataFrame(table.values)
    assert values.select("metodo", "categoria", "licitacion_id", "contrato_id", "contrato_monto").rows() == [
        ("direct", "services", f"AD-{number:03}-2024", f"C-{number:03}-2024", "180000.5") for number in (14, 15, 16)
    ]
    assert values["ejercicio"].to_list() == ["2024"] * 3
    assert values["periodo_inicio"].to_list() == ["2024-04-01"] * 3
    assert values["fecha_firma"].to_list() == ["2024-04-12"] * 3
    assert values["titulo"].to_list() == ["Estudio de mecánica de suelos"] * 3
    assert not about_file
    assert {issue.type.code for issue in issues} <= {"valor-convertido", "serie-convertida", "valor-completado"}


@pytest.mark.parametrize(("name", "header_row"), [("plantilla.xlsx", 7), ("2016.xls", 7), ("descarga.xlsx", 6)])
def test_its_rows_are_those_of_the_sheet_and_every_cell_is_accounted_for(
    take: Take, name: str, header_row: int
) -> None:
    table, _, _ = taken(take, name, FORMS[name])
    assert table.header_row == header_row
    assert pl.DataFrame(table.values)[ROW].to_list() == list(range(header_row + 1, header_row + 4))
    cells = table.cells
    assert cells.used + cells.ignored + cells.reported == cells.total
    assert not cells.reported


@pytest.mark.parametrize("name", FORMS)
def test_a_cell_that_leads_to_a_sub_table_holds_its_rows(name: str, definitions) -> None:
    opened = read(FORMS[name], name, definitions.issue_types)
    [sheet] = opened.sheets
    header = next(number for number, row in enumerate(sheet.rows) if "Ejercicio".casefold() in map(folded, row))
    column = [folded(cell) for cell in sheet.rows[header]].index(LABELS[LED].casefold())
    assert [row[column] for row in sheet.rows[header + 1 :]] == JOINED


def folded(cell: object) -> str:
    return str(cell).casefold()


def test_an_id_without_its_row_and_a_row_without_its_id_are_told(take: Take) -> None:
    content = template([contract(14, 1), contract(15, 7)], [(1, "A", 1), (3, "B", 2), (3, "C", 3)])
    _, _, about_file = taken(take, "plantilla.xlsx", content)
    told = [(issue.type.code, issue.sheet, issue.cell, issue.value, issue.count) for issue in about_file]
    assert told == [
        ("sipot-id-sin-renglon", "Reporte de Formatos", "H9", "7", 1),
        ("sipot-renglon-suelto", f"Tabla_{CHILD}", None, None, 2),
    ]


def test_a_label_that_says_since_when_it_holds_is_that_label(take: Take) -> None:
    table, _, _ = taken(take, "a.xlsx", template(prefix="ESTE CRITERIO APLICA A PARTIR DEL 01/04/2023 -> "))
    assert pl.DataFrame(table.values)["metodo"].to_list() == ["direct"] * len(ROWS)


@pytest.mark.parametrize(
    ("written", "text", "child"),
    [
        ("Ingresos, monto bruto y neto \nTabla_331668", "Ingresos monto bruto y neto", "331668"),
        ("POSIBLES CONTRATANTES (Tabla_334277)", "POSIBLES CONTRATANTES", "334277"),
        ("PERCEPCIONES Tabla 227037", "PERCEPCIONES", "227037"),
        ("MENSUAL BRUTA  DE CONFORMIDAD", "MENSUAL BRUTA DE CONFORMIDAD", None),
        ("SEXO (CATÁLOGO )", "SEXO (CATÁLOGO)", None),
        ("ESTE CRITERIO APLICA A PARTIR DEL 01/04/2023 -> Sexo (catálogo)", "Sexo (catálogo)", None),
        ("Tabla de sueldos", "Tabla de sueldos", None),
    ],
)
def test_labels_are_the_same_in_every_form(written: str, text: str, child: str | None) -> None:
    assert label(written) == Label(text, child)


def test_what_only_looks_like_a_form_is_left_as_it_is(definitions) -> None:
    from tests.intake.workbooks import xlsx

    rows = [["43336"], ["TÍTULO"], ["x"], ["12", "4"], ["no", "es"], ["Tabla Campos"], ["Ejercicio, año"], [2024]]
    opened = read(xlsx(rows, more=[("Hidden_1", [["a"]])]), "a.xlsx", definitions.issue_types)
    assert [sheet.name for sheet in opened.sheets] == ["Hoja1", "Hidden_1"]
    assert opened.sheets[0].rows[6][0] == "Ejercicio, año"
