"""What a steward's workbook becomes: the table found, its fields, its issues, and every cell accounted for."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from apertura.intake.intake import Intake
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.source import Column, Layout, Meaning
from apertura.model.table import ROW, NormalisedTable
from tests.intake.conftest import Take
from tests.intake.workbooks import delimited, sparse_xlsx, xlsx

DATASET = "avance_linea_accion"
HEADINGS = ["Línea de acción", "Estatus", "Avance (%)", "Fecha de corte", "Nota"]
ROWS = [["1.1.a", "En proceso", 45, date(2024, 3, 31), "uno"], ["1.1.b", "Sin iniciar", 0, "31/03/2024", "dos"]]


def only(taken: Intake) -> tuple[NormalisedTable, tuple[Issue, ...]]:
    ((table, issues),) = taken.tables
    return table, issues


def values(table: NormalisedTable, *fields: str) -> list[tuple[object, ...]]:
    return pl.DataFrame(table.values).select(ROW, *fields).rows()


def said(issues: Sequence[Issue], *, besides: Sequence[str] = ("columna-opcional-ausente", "valor-convertido")) -> list:
    return [
        (issue.type.code, issue.cell, issue.field, issue.value) for issue in issues if issue.type.code not in besides
    ]


def with_data(definitions: Definitions, **more: tuple[object, ...]) -> Definitions:
    definition = definitions.datasets[DATASET]
    changed = replace(definition, **{name: (*getattr(definition, name), *rows) for name, rows in more.items()})
    return replace(definitions, datasets={DATASET: changed})


def seen_by_openpyxl(content: bytes, sheet: str) -> int:
    page = load_workbook(io.BytesIO(content), data_only=True)[sheet]
    return sum(
        1 for row in page.iter_rows() for cell in row if cell.value not in (None, "") and str(cell.value).strip()
    )


# --- Where the table is


def test_a_plain_table_becomes_its_fields(take: Take) -> None:
    table, issues = only(take(xlsx([HEADINGS, *ROWS])))
    assert (table.dataset, table.sheet, table.header_row) == (DATASET, "Hoja1", 1)
    assert table.header_reason == "fila 1: 5 de 5 encabezados coinciden"
    assert values(
        table, "organismo_id", "periodo_id", "linea_accion_id", "estatus", "avance_porcentaje", "fecha_corte"
    ) == [
        (2, "OG-01", "2024-T1", "1.1.a", "en_proceso", "45", "2024-03-31"),
        (3, "OG-01", "2024-T1", "1.1.b", "sin_iniciar", "0", "2024-03-31"),
    ]
    assert table.columns["fecha_corte"] == 4
    assert "organismo_id" not in table.columns
    assert said(issues) == []


def test_titles_above_and_columns_before_the_table_do_not_move_its_addresses(take: Take) -> None:
    cells: dict[tuple[int, int], object] = {(1, 3): "Gobierno abierto", (3, 9): "logotipo"}
    for row, line in enumerate([HEADINGS, *ROWS], 7):
        cells |= {(row, column): value for column, value in enumerate(line, 4)}
    table, _ = only(take(sparse_xlsx(cells)))
    assert (table.header_row, table.columns["linea_accion_id"]) == (7, 4)
    assert [row[0] for row in values(table)] == [8, 9]
    assert (table.cells.used, table.cells.ignored, table.cells.reported) == (10, 7, 0)


def test_headings_are_known_whatever_their_accents_case_and_blanks(take: Take) -> None:
    odd = ["  LINEA DE\nACCION ", "estatus", "AVANCE\u00a0(%)", "Fecha  de corte", "NOTA\u200b"]
    table, issues = only(take(xlsx([odd, *ROWS])))
    assert len(table.columns) == 5
    assert said(issues) == []


def test_dictionary_hidden_and_empty_sheets_are_left_unread_with_the_reason(take: Take) -> None:
    dictionary = [["Campo", "Descripción"], *([heading, "qué es"] for heading in HEADINGS)]
    content = xlsx(
        dictionary,
        "Diccionario",
        hidden=["Listas"],
        more=[("Listas", [HEADINGS, *ROWS]), ("Vacía", []), ("Avance", [HEADINGS, *ROWS])],
    )
    taken = take(content)
    assert only(taken)[0].sheet == "Avance"
    assert [(issue.type.code, issue.sheet, issue.details["razon"]) for issue in taken.issues] == [
        ("hoja-no-leida", "Diccionario", "no tiene los encabezados de ninguna tabla de las que se piden"),
        ("hoja-no-leida", "Listas", "está oculta"),
        ("hoja-no-leida", "Vacía", "está vacía"),
    ]


def test_the_same_table_twice_is_read_once_and_said(take: Take) -> None:
    content = xlsx([HEADINGS[:4], *(row[:4] for row in ROWS)], "Copia", more=[("Buena", [HEADINGS, *ROWS])])
    table, issues = only(take(content))
    assert table.sheet == "Buena"
    assert [(issue.sheet, dict(issue.details)) for issue in issues if issue.type.code == "hoja-repetida"] == [
        ("Copia", {"usada": "Buena"})
    ]


def test_a_workbook_with_another_table_says_what_was_sought_and_the_best_found(
    take: Take, definitions: Definitions
) -> None:
    taken = take(xlsx([["apellido", "edad", "nota"], ["x", 1, "y"]], "Gente"))
    assert taken.tables == ()
    issue = taken.issues[0]
    assert issue.type.code == "sin-tabla"
    assert issue.details["buscadas"] == f"alguna de las {len(definitions.datasets)} tablas que se reciben"
    assert issue.details["encontradas"].startswith("hoja «Gente», fila 1: 1 de 3 encabezados coinciden")


@pytest.mark.parametrize("content", [xlsx([[]]), xlsx([["sola"]]), delimited([["a", "b"], ["1", "2"]])])
def test_a_workbook_without_any_table_is_one_critical_issue(take: Take, content: bytes) -> None:
    name = "a.xlsx" if content.startswith(b"PK") else "a.csv"
    taken = take(content, name)
    assert taken.issues[0].type.code == "sin-tabla"
    assert "ningún encabezado conocido" in taken.issues[0].details["encontradas"]


def test_headings_without_rows_are_a_table_without_rows(take: Take) -> None:
    table, issues = only(take(xlsx([["Título"], HEADINGS])))
    assert pl.DataFrame(table.values).height == 0
    assert "sin-filas" in {issue.type.code for issue in issues}
    assert table.cells.total == 6


def test_two_datasets_in_one_workbook_are_two_tables(take: Take) -> None:
    register = [
        ["Folio del RR", "Fecha de recepción", "A-P-D", "Motivo", "Comisionado", "Siglas", "Cumplimiento"],
        ["RR 1/2024", "02/01/2024", "A"],
    ]
    taken = take(xlsx([HEADINGS, *ROWS], "Avance", more=[("Recursos", register)]))
    assert {table.dataset: table.sheet for table, _ in taken.tables} == {
        DATASET: "Avance",
        "recurso_revision": "Recursos",
    }


def test_a_row_of_layout_decides_sheet_header_and_end(take: Take, definitions: Definitions) -> None:
    layout = Layout("OG-01", None, "Informe", 3, "total")
    known = with_data(definitions, layouts=(layout,))
    rows = [HEADINGS, ["x"], HEADINGS, *ROWS, ["TOTAL", None, 45], ["Nota: fin"]]
    table, _ = only(take(xlsx([HEADINGS, *ROWS], "Otra", more=[("Informe", rows)]), known=known))
    assert (table.sheet, table.header_row, pl.DataFrame(table.values).height) == ("Informe", 3, 2)
    assert table.header_reason == "fila 3, fijada por la disposición de este organismo: 5 de 5 encabezados coinciden"
    assert (table.cells.used, table.cells.ignored) == (10, 5 + 1 + 5 + 2 + 1)


# --- What each heading is


def test_a_heading_nobody_knows_is_reported_with_its_cells(take: Take) -> None:
    rows = [[*HEADINGS, "Expediente"], [*ROWS[0], "e1"], [*ROWS[1], None], [*ROWS[0], "e3"]]
    table, issues = only(take(xlsx(rows)))
    assert [(i.type.code, i.cell, i.count, i.details["encabezado"]) for i in issues if "reconocida" in i.type.code] == [
        ("columna-no-reconocida", "F2:F4", 2, "Expediente")
    ]
    assert table.cells.reported == 2


def test_data_without_a_heading_are_reported(take: Take) -> None:
    table, issues = only(take(xlsx([HEADINGS, [*ROWS[0], None, "al margen"], ROWS[1]])))
    assert said(issues) == [("columna-sin-encabezado", "G2", None, None)]
    assert table.cells.reported == 1


def test_two_columns_for_one_field_are_not_chosen_between(take: Take) -> None:
    table, issues = only(take(xlsx([[*HEADINGS, "% de avance"], [*ROWS[0], 50], [*ROWS[1], 10]])))
    (issue,) = [issue for issue in issues if issue.type.code == "columna-duplicada"]
    assert (issue.cell, dict(issue.details)) == ("F2:F3", {"encabezado": "% de avance", "otra": "Avance (%) (C)"})
    assert issue.type.severity.returns
    assert table.cells.reported == 2


def test_a_required_column_that_is_missing_is_named_and_an_optional_one_noted(take: Take) -> None:
    _, issues = only(take(xlsx([HEADINGS[1:], *(row[1:] for row in ROWS)])))
    absent = {issue.field: issue.type.code for issue in issues if "encabezado" in issue.details}
    assert absent["linea_accion_id"] == "encabezado-faltante"
    assert absent["meta"] == "columna-opcional-ausente"
    assert not {"organismo_id", "periodo_id"} & absent.keys()


@pytest.mark.parametrize(
    ("garante", "period", "field"),
    [
        ("OG-02", "2024-T1", "nota"),
        ("OG-02", "2024-T3", "resultado"),
        ("OG-01", "2024-T1", "obstaculos"),
        ("OG-01", "2024-T2", "proximo_paso"),
        ("OG-01", "2024-T4", "area_responsable"),
    ],
)
def test_the_most_specific_row_of_columns_wins(
    take: Take, definitions: Definitions, garante: str, period: str, field: str
) -> None:
    columns = (
        Column(None, None, "Observaciones propias", "nota", "texto"),
        Column(None, "2024-T3", "Observaciones propias", "resultado", "texto"),
        Column("OG-01", None, "observaciones  PROPIAS", "obstaculos", "texto"),
        Column("OG-01", "2024-T4", "Observaciones propias", "area_responsable", "texto"),
        Column("OG-01", "2024-T2", "Observaciones propias", "proximo_paso", "texto"),
    )
    rows = [[*HEADINGS[:4], "Observaciones propias"], *ROWS]
    table, _ = only(take(xlsx(rows), garante=garante, period=period, known=with_data(definitions, columns=columns)))
    assert {name for name, column in table.columns.items() if column == 5} == {field}


def test_a_column_ignored_by_a_row_of_data_is_neither_used_nor_reported(take: Take, definitions: Definitions) -> None:
    known = with_data(definitions, columns=(Column(None, None, "No.", None, "ignore"),))
    table, issues = only(take(xlsx([["No.", *HEADINGS], [1, *ROWS[0]], [2, *ROWS[1]]]), known=known))
    assert said(issues) == []
    assert (table.cells.used, table.cells.ignored, table.cells.reported) == (10, 8, 0)


def test_one_heading_may_feed_two_fields_and_its_cells_count_once(take: Take, definitions: Definitions) -> None:
    columns = (Column(None, None, "Nota", "nota", "texto"), Column(None, None, "Nota", "resultado", "texto"))
    table, _ = only(take(xlsx([HEADINGS, *ROWS]), known=with_data(definitions, columns=columns)))
    assert values(table, "nota", "resultado") == [(2, "uno", "uno"), (3, "dos", "dos")]
    assert (table.cells.used, table.cells.total) == (10, 15)


# --- What each cell says


def test_words_with_a_meaning_are_replaced_and_each_told_once(take: Take) -> None:
    rows = [
        ["1.1.a", "EN  PROCESO", "N/A", "31/03/2024"],
        ["1.1.b", "en proceso", 0, "31/03/2024"],
        ["1.1.c", "En marcha", 5, "31/03/2024"],
    ]
    table, issues = only(take(xlsx([HEADINGS[:4], *rows])))
    assert values(table, "estatus", "avance_porcentaje") == [
        (2, "en_proceso", None),
        (3, "en_proceso", "0"),
        (4, "en_proceso", "5"),
    ]
    told = [
        (i.field, i.value, i.details["leido"], i.cell, i.count) for i in issues if i.type.code == "valor-convertido"
    ]
    assert told == [
        ("estatus", "EN  PROCESO", "en_proceso", "B2–B3", 2),
        ("estatus", "En marcha", "en_proceso", "B4", 1),
        ("avance_porcentaje", "N/A", "sin dato", "C2", 1),
    ]
    assert (table.cells.used, table.cells.ignored, table.cells.reported) == (11, 5, 0)


def test_the_meaning_of_a_word_may_differ_by_body(take: Take, definitions: Definitions) -> None:
    meanings = (
        Meaning("OG-01", None, "estatus", "Listo", "completado"),
        Meaning(None, None, "estatus", "listo", "en_proceso"),
    )
    content = xlsx([HEADINGS, ["1.1.a", "listo", 1, "31/03/2024", "x"]])
    known = with_data(definitions, meanings=meanings)
    assert values(only(take(content, known=known))[0], "estatus") == [(2, "completado")]
    assert values(only(take(content, garante="OG-02", known=known))[0], "estatus") == [(2, "en_proceso")]


def test_text_is_clean_and_nothing_else_is_changed(take: Take) -> None:
    written = "  Cafe\u0301\u00a0y\u200b te\nlínea  dos "
    table, _ = only(take(xlsx([HEADINGS, [*ROWS[0][:4], written]])))
    assert values(table, "nota") == [(2, "Café y te\nlínea  dos")]


def test_serial_numbers_are_dates_of_the_workbook_s_own_calendar_and_said_once(take: Take) -> None:
    rows = [["1.1.a", "En proceso", 1, 45382, "x"], ["1.1.b", "En proceso", 2, 45382, "x"]]
    table, issues = only(take(xlsx([HEADINGS, *rows])))
    assert values(table, "fecha_corte") == [(2, "2024-03-31"), (3, "2024-03-31")]
    assert [(i.cell, i.count, i.value) for i in issues if i.type.code == "serie-convertida"] == [("D2–D3", 2, "45382")]
    mac, _ = only(take(xlsx([HEADINGS, [*rows[0][:3], 43920, "x"]], mac_calendar=True)))
    assert values(mac, "fecha_corte") == [(2, "2024-03-31")]


def test_fractions_where_percentages_are_asked_are_doubted_and_kept_as_written(take: Take) -> None:
    numbers = [0.45, 0, 1, 0.07]
    rows = [["1.1.a", "En proceso", number, "31/03/2024", "x"] for number in numbers]
    table, issues = only(take(xlsx([HEADINGS, *rows])))
    assert [(i.cell, i.value, i.suggestion) for i in issues if i.type.code == "porcentaje-dudoso"] == [
        ("C2", "0.45", "45"),
        ("C4", "1", "100"),
        ("C5", "0.07", "7"),
    ]
    assert [row[1] for row in values(table, "avance_porcentaje")] == ["0.45", "0", "1", "0.07"]


@pytest.mark.parametrize("numbers", [[0, 1], [0.5, 45], [1, 1], [0, 0], ["45 %", "0.5"], [-0.5, 0.5]])
def test_percentages_that_are_no_column_of_fractions_are_not_doubted(take: Take, numbers: list[object]) -> None:
    rows = [["1.1.a", "En proceso", number, "31/03/2024", "x"] for number in numbers]
    _, issues = only(take(xlsx([HEADINGS, *rows])))
    assert "porcentaje-dudoso" not in {issue.type.code for issue in issues}


def test_error_cells_are_reported_and_never_read_as_data(take: Take) -> None:
    rows = [["1.1.a", "En proceso", "=1/0", "31/03/2024", "#REF!"], ["1.1.b", "#N/A", 3, "31/03/2024", "x"]]
    table, issues = only(take(xlsx([HEADINGS, *rows])))
    assert said(issues) == [
        ("formula-sin-valor", "C2", "avance_porcentaje", None),
        ("celda-con-error", "B3", "estatus", "#N/A"),
        ("celda-con-error", "E2", "nota", "#REF!"),
    ]
    assert values(table, "estatus", "nota") == [(2, "en_proceso", None), (3, None, "x")]
    assert table.cells.reported == 2


def test_a_number_in_a_column_of_text_is_told_cell_by_cell(take: Take) -> None:
    _, issues = only(take(xlsx([HEADINGS, [*ROWS[0][:4], 36072013], [*ROWS[1][:4], "007"]])))
    assert said(issues) == [("numero-en-columna-de-texto", "E2", "nota", "36072013")]


def test_a_body_or_period_other_than_the_one_that_hands_in_is_grave(take: Take) -> None:
    rows = [
        ["Organismo", "Trimestre", *HEADINGS],
        ["OG-02", "Segundo trimestre de 2024", *ROWS[0]],
        ["og-01", "T1 2024", *ROWS[1]],
    ]
    table, issues = only(take(xlsx(rows)))
    assert said(issues) == [
        ("organismo-distinto", "A2", "organismo_id", "OG-02"),
        ("periodo-distinto", "B2", "periodo_id", "Segundo trimestre de 2024"),
    ]
    assert values(table, "organismo_id", "periodo_id") == [(2, "OG-02", "2024-T2"), (3, "OG-01", "2024-T1")]


def test_blank_context_cells_are_filled_from_the_submission_and_told_once(take: Take) -> None:
    rows = [["Organismo", *HEADINGS], ["OG-01", *ROWS[0]], [None, *ROWS[1]], [" ", *ROWS[1]]]
    table, issues = only(take(xlsx(rows)))
    assert [(i.type.code, i.cell, i.count) for i in issues if i.type.code.startswith("valor-comp")] == [
        ("valor-completado", "A3–A4", 2)
    ]
    assert [row[1] for row in values(table, "organismo_id")] == ["OG-01"] * 3


# --- Rows


def test_blank_rows_between_are_told_and_those_at_the_end_are_not(take: Take) -> None:
    rows = [HEADINGS, ROWS[0], [], [" ", None], ROWS[1], [], ROWS[0], [], ["  "]]
    table, issues = only(take(xlsx(rows)))
    assert [row[0] for row in values(table)] == [2, 5, 7]
    assert [(i.type.code, i.cell, i.row, i.count) for i in issues if "blanco" in i.type.code] == [
        ("fila-en-blanco", "A3:E4, A6:E6", 3, 3)
    ]


def test_headings_said_again_among_the_rows_are_ignored(take: Take) -> None:
    table, _ = only(take(xlsx([HEADINGS, ROWS[0], HEADINGS, ROWS[1]])))
    assert [row[0] for row in values(table)] == [2, 4]
    assert table.cells.ignored == 10


def test_rows_of_a_csv_are_numbered_as_a_spreadsheet_shows_them(take: Take) -> None:
    text = 'Título\r\n\r\nLínea de acción;Estatus;Avance;Fecha de corte;Nota;Meta\r\n1.1.a;En proceso;45 %;31/03/2024;"dos\r\nlíneas";1\r\n1.1.b;En proceso;5;31/03/2024;corta\r\n'  # noqa: E501
    table, _ = only(take(text.encode(), "a.csv"))
    assert (table.sheet, table.header_row) == (None, 3)
    assert values(table, "linea_accion_id", "avance_porcentaje", "nota", "meta") == [
        (4, "1.1.a", "45", "dos\r\nlíneas", "1"),
        (5, "1.1.b", "5", "corta", None),
    ]


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["En proceso", "N/A", " ", "#REF!", "31/06/2024", "1.1 a)", "45 %", *HEADINGS]),
    st.integers(0, 50_000),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)


@pytest.mark.long
@given(rows=st.lists(st.lists(CELLS, max_size=8), max_size=8), above=st.lists(st.lists(CELLS, max_size=3), max_size=2))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_cell_of_any_table_is_in_one_place_of_the_account(
    take: Take, rows: list[list[object]], above: list[list[object]]
) -> None:
    content = xlsx([*above, HEADINGS, *rows], "Avance")
    table, _ = only(take(content))
    assert table.cells.total == seen_by_openpyxl(content, "Avance")
    assert min(table.cells.used, table.cells.ignored, table.cells.reported) >= 0
    given_back: Mapping[int, object] = dict.fromkeys(row[0] for row in values(table))
    assert len(given_back) == pl.DataFrame(table.values).height
