"""What a steward gets in a template, and what becomes of it when it is filled and handed in."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from apertura.feedback.template import Filling, template
from apertura.feedback.template.starting_rows import starting_rows
from apertura.judge import judge
from apertura.model.definition import Definitions, Field
from apertura.model.source import Column
from apertura.model.submission import Submission, Verdict
from tests.feedback.template.filling import as_people_write, example, filled

DATASET = "avance_linea_accion"
GARANTE, PERIOD = "OG-19", "2024-T3"
DATASETS = sorted(
    path.parent.name for path in (__import__("pathlib").Path(__file__).parents[3] / "schemas").glob("*/source")
)


def judged(content: bytes, definitions: Definitions, garante: str = GARANTE, period: str = PERIOD) -> list[Verdict]:
    submission = Submission(garante, period, "plantilla.xlsx", "0" * 64, len(content), datetime.now(UTC), "validar")
    return list(judge(content, submission, definitions, accepted=lambda *_: (), strict=False))


def codes(verdict: Verdict) -> list[str]:
    return [issue.type.code for issue in verdict.issues]


def made(definitions: Definitions, *datasets: str, garante: str = GARANTE, period: str = PERIOD) -> bytes:
    names = datasets or (DATASET,)
    fillings = [Filling(name, starting_rows(definitions.datasets[name], definitions, period)) for name in names]
    return template(fillings, garante, period, definitions)


def sheets(content: bytes) -> list[Worksheet]:
    return load_workbook(io.BytesIO(content)).worksheets


def whole_quarter(definitions: Definitions) -> list[dict[str, object]]:
    lineas = starting_rows(definitions.datasets[DATASET], definitions, PERIOD)
    return [
        {
            "Línea de acción": row["linea_accion_id"],
            "Estatus": "En proceso",
            "Avance (%)": 40 + number,
            "Descripción del avance": "Se presentó la caja de herramientas a seis ayuntamientos.",
            "Fecha de corte": date(2024, 9, 30),
        }
        for number, row in enumerate(lineas)
    ]


def test_a_template_filled_by_hand_is_accepted_with_nothing_to_say(definitions: Definitions) -> None:
    (name,) = [sheet.title for sheet in sheets(made(definitions))][1:-1]
    (verdict,) = judged(filled(made(definitions), {name: whole_quarter(definitions)}), definitions)
    assert verdict.accepted
    assert verdict.rows == 28
    assert verdict.issues == ()


@pytest.mark.long
@pytest.mark.parametrize("dataset", DATASETS)
def test_each_dataset_is_read_from_its_template_as_from_its_valid_example(
    dataset: str, definitions: Definitions
) -> None:
    rows, definition = example(dataset), definitions.datasets[dataset]
    garante, period = rows[0]["organismo_id"], rows[0]["periodo_id"]
    empty = template([Filling(dataset)], garante, period, definitions)
    name = sheets(empty)[1].title
    written = filled(empty, {name: as_people_write(rows, definition, definitions)})
    (verdict,) = judged(written, definitions, garante, period)
    assert verdict.table is not None, [(issue.type.code, issue.cell, issue.value) for issue in verdict.issues]
    # what depends on rows that are not here is no fault of the template
    assert set(codes(verdict)) <= {*_said_of_values(dataset, definitions), "claves-sin-comparar", "filas-faltantes"}
    accepted = pl.DataFrame(verdict.table.data).select(pl.all().cast(pl.String)).rows(named=True)
    assert [_plain(row) for row in accepted] == [_plain(row) for row in rows]


def _said_of_values(dataset: str, definitions: Definitions) -> set[str]:
    return {rule.issue_type.code for rule in definitions.datasets[dataset].rules}


def _plain(row: dict[str, str]) -> dict[str, object]:
    return {name: _number(text) for name, text in row.items() if text}


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text.removesuffix("T00:00:00")


@pytest.mark.long
def test_all_tables_fit_in_one_workbook_and_those_left_empty_are_not_handed_in(definitions: Definitions) -> None:
    content = made(definitions, *definitions.datasets)
    names = [sheet.title for sheet in sheets(content)]
    assert len(names) == len(definitions.datasets) + 2
    assert len({name.lower() for name in names}) == len(names)
    place = list(definitions.datasets).index(DATASET) + 1
    (verdict,) = judged(filled(content, {names[place]: whole_quarter(definitions)}), definitions)
    assert verdict.accepted
    assert set(codes(verdict)) == {"hoja-no-leida"}


def test_printed_the_headings_are_on_every_page_and_in_a_book_of_few_sheets_the_first_columns_too(
    definitions: Definitions,
) -> None:
    for names in ((DATASET,), tuple(definitions.datasets)):
        tables = [sheet for sheet in sheets(made(definitions, *names)) if sheet.print_title_rows]
        assert len(tables) == len(names)
        assert {bool(sheet.print_title_cols) for sheet in tables} == {len(names) == 1}


def test_the_same_template_is_the_same_bytes(definitions: Definitions) -> None:
    assert made(definitions, *definitions.datasets) == made(definitions, *definitions.datasets)


def test_the_version_is_in_the_file_and_on_each_sheet(definitions: Definitions) -> None:
    content = made(definitions)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower()]
        assert b"apertura:plantilla" in parts.read("docProps/custom.xml")
    for sheet in sheets(content):
        marks = [str(cell.value) for row in sheet.iter_rows(max_row=6) for cell in row if cell.value]
        assert [mark for mark in marks if mark.startswith(f"Plantilla de Apertura · {GARANTE} · {PERIOD} · ")]


def test_each_heading_explains_itself_and_nothing_but_the_data_can_be_changed(definitions: Definitions) -> None:
    sheet = sheets(made(definitions))[1]
    assert sheet.protection.sheet
    for heading in sheet[7]:
        assert heading.comment is not None
        assert heading.protection.locked
    (status,) = [heading for heading in sheet[7] if heading.value == "Estatus"]
    assert "Ejemplo: En proceso" in status.comment.text
    assert "Obligatorio." in status.comment.text
    free = [letter for letter, column in sheet.column_dimensions.items() if not column.protection.locked]
    assert len(free) >= 1
    assert not sheet["C8"].protection.locked or not sheet.column_dimensions["C"].protection.locked
    assert all(cell.protection.locked for row in sheet.iter_rows(max_row=7) for cell in row)


def test_the_lists_offer_what_is_in_force_in_the_period_and_nothing_else(definitions: Definitions) -> None:
    catalogue = definitions.catalogues["estatus_avance"]
    rows = [dict(row) for row in catalogue.rows]
    rows[1]["vigente_hasta"], rows[2]["vigente_desde"] = "2024-06-30", "2024-10-01"
    dated = replace(
        definitions, catalogues={**definitions.catalogues, "estatus_avance": replace(catalogue, rows=tuple(rows))}
    )
    assert _offered(made(dated, period="2024-T2")) == [r["etiqueta"] for r in rows if r is not rows[2]]
    assert _offered(made(dated, period="2024-T3")) == [r["etiqueta"] for r in rows if r not in (rows[1], rows[2])]
    assert _offered(made(dated, period="2024-T4")) == [r["etiqueta"] for r in rows if r is not rows[1]]


def _offered(content: bytes) -> list[object]:
    book = load_workbook(io.BytesIO(content))
    ((name, place),) = book.defined_names["lista_estatus_avance"].destinations
    return [row[0].value for row in book[name][place.replace("$", "")]]


def test_the_lines_of_the_plan_are_there_with_what_was_said_of_them_before(definitions: Definitions) -> None:
    before = [{"linea_accion_id": "1.1.b", "meta": "10.0", "unidad_medida": "talleres", "logrado": "3", "nota": "no"}]
    definition = definitions.datasets[DATASET]
    rows = starting_rows(definition, definitions, PERIOD, before)
    assert len(rows) == 28
    assert {name: text for name, text in rows[1].items() if text} == {
        "linea_accion_id": "1.1.b",
        "meta": "10.0",
        "unidad_medida": "talleres",
    }
    sheet = sheets(template([Filling(DATASET, rows)], GARANTE, PERIOD, definitions))[1]
    written = {heading.value: sheet.cell(9, heading.column).value for heading in sheet[7]}
    assert (written["Meta"], written["Unidad de medida"], written["Logrado"]) == (10, "talleres", None)


def test_a_template_of_somebody_else_or_of_another_period_comes_back_saying_so(definitions: Definitions) -> None:
    content = made(definitions)
    name = sheets(content)[1].title
    written = filled(content, {name: whole_quarter(definitions)})
    (verdict,) = judged(written, definitions, garante="OG-20", period="2024-T2")
    assert not verdict.accepted
    assert {"organismo-distinto", "periodo-distinto"} <= set(codes(verdict))


# --- Older templates


def older(definitions: Definitions) -> Definitions:
    """The definitions of another day: other titles, a field of another name, and one that is gone today."""
    definition = definitions.datasets[DATASET]
    fields = [_as_of_old(field) for field in definition.schema.fields]
    gone = replace(definition.schema.field("nota"), name="apunte_viejo", title="Comentarios de aquel año")
    old = replace(definition, schema=replace(definition.schema, fields=(*fields, gone)), contract="")
    return replace(definitions, datasets={**definitions.datasets, DATASET: old})


def _as_of_old(field: Field) -> Field:
    if field.name == "avance_porcentaje":
        return replace(field, title="Cuánto se ha avanzado ya")
    return replace(field, name="describe", title="Qué se ha hecho") if field.name == "descripcion_avance" else field


def with_rows(definitions: Definitions, *columns: Column) -> Definitions:
    definition = definitions.datasets[DATASET]
    today = replace(definition, columns=(*definition.columns, *columns))
    return replace(definitions, datasets={**definitions.datasets, DATASET: today})


def old_rows(definitions: Definitions) -> list[dict[str, object]]:
    return [
        {
            "Línea de acción": row["Línea de acción"],
            "Estatus": row["Estatus"],
            "Cuánto se ha avanzado ya": row["Avance (%)"],
            "Qué se ha hecho": row["Descripción del avance"],
            "Fecha de corte": row["Fecha de corte"],
            "Comentarios de aquel año": "nada",
        }
        for row in whole_quarter(definitions)
    ]


def test_an_older_template_is_recognised_and_read_as_todays(definitions: Definitions) -> None:
    content = made(older(definitions))
    written = filled(content, {sheets(content)[1].title: old_rows(definitions)})
    # of what changed its name, or is gone, a row of data says what became of it
    renamed = Column(None, None, "describe", "descripcion_avance", "texto")
    gone = Column(None, None, "apunte_viejo", None, "ignore")
    (verdict,) = judged(written, with_rows(definitions, renamed, gone))
    assert verdict.table is not None
    assert codes(verdict) == ["plantilla-anterior"]
    table = pl.DataFrame(verdict.table.data)
    assert table["avance_porcentaje"].to_list() == [float(40 + n) for n in range(28)]
    assert table["descripcion_avance"].null_count() == 0


def test_what_no_row_of_data_knows_of_an_older_template_is_said_and_does_not_return_it(
    definitions: Definitions,
) -> None:
    content = made(older(definitions))
    written = filled(content, {sheets(content)[1].title: old_rows(definitions)})
    (verdict,) = judged(written, with_rows(definitions, Column(None, None, "describe", "descripcion_avance", "texto")))
    assert verdict.accepted
    assert codes(verdict) == ["plantilla-anterior", "columna-no-reconocida"]


def test_a_template_is_recognised_by_its_headings_where_its_marks_were_deleted(definitions: Definitions) -> None:
    content = made(definitions)
    book = load_workbook(io.BytesIO(filled(content, {sheets(content)[1].title: whole_quarter(definitions)})))
    del book["Instrucciones"], book["Listas"]
    book.worksheets[0].delete_rows(1, 6)
    target = io.BytesIO()
    book.save(target)
    (verdict,) = judged(target.getvalue(), definitions)
    assert verdict.accepted
