"""What a steward reads: the whole letter, its totals, its plurals, and what hostile values cannot do to it."""

import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from apertura.feedback import letter, summary_line
from apertura.feedback.echo import SHOWN, echo
from apertura.model.issue import Issue
from tests.feedback.test_issue_types import ALL, ENGLISH, QUOTED, names
from tests.feedback.verdicts_by_hand import (
    DEFINITIONS,
    FORMS,
    GOLDEN,
    LETTERS,
    RULE,
    TYPES,
    fileless,
    issue,
    submission,
    verdict,
)
from tests.feedback.verdicts_by_hand import field as column

HOSTILE = (
    "| a | b |",
    "`rm -rf`",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[pulse aquí](https://malo.example)",
    "![x](https://malo.example/x.png)",
    "https://malo.example www.malo.example alguien@malo.example",
    "línea uno\nlínea dos\r\n\r\n# Título",
    "**negritas** _cursivas_ ~~tachado~~ $x$",
    "&lt;b&gt; &amp; &#60;",
    "\x1b[31mrojo\x1b[0m \x07\x00",
    "\u202egnol\u202c \u200b\ufeff",
    "{value} {0} {}",
    "\\| \\",
    "- [ ] tarea",
    "a" * 5000,
    "palabra " * 900,
    "",
    "   ",
    "---",
    "=1+1",
)


# --- The letters themselves


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", sorted(LETTERS))
def test_the_letter_is_the_one_that_was_read_aloud(name: str, form: str) -> None:
    golden = (GOLDEN / f"{name}.{FORMS[form]}").read_text(encoding="utf-8")
    assert letter(LETTERS[name], DEFINITIONS, form=form) == golden


def test_the_letter_in_english_is_the_one_that_was_read_aloud() -> None:
    golden = (GOLDEN / "devuelta.en.txt").read_text(encoding="utf-8")
    assert letter(LETTERS["devuelta"], DEFINITIONS, language="en") == golden


def test_there_is_no_golden_letter_that_nobody_writes() -> None:
    written = {f"{name}.{suffix}" for name in LETTERS for suffix in FORMS.values()} | {"devuelta.en.txt"}
    assert {path.name for path in GOLDEN.iterdir()} == written


@pytest.mark.parametrize("path", sorted(path for path in GOLDEN.glob("*.*") if ".en." not in path.name), ids=str)
def test_nothing_in_a_spanish_letter_is_in_english(path: Path) -> None:
    assert not ENGLISH.search(QUOTED.sub("", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.name)
def test_no_line_of_the_text_is_longer_than_78_columns(path: Path) -> None:
    assert max(map(len, path.read_text(encoding="utf-8").splitlines())) <= 78


def test_the_verdict_comes_before_any_cause() -> None:
    text = letter(LETTERS["devuelta"], DEFINITIONS)
    assert text.index("DEVUELTA") < text.index("Tabla «") < text.index("QUÉ CORREGIR") < text.index("QUÉ CONVIENE")


# --- Every kind of issue, in both languages and both forms


@pytest.mark.parametrize("known", [True, False], ids=["details", "bare"])
@pytest.mark.parametrize("name", sorted(ALL))
def test_every_kind_of_issue_is_said_without_a_place_left_open(name: str, known: bool) -> None:
    type_ = ALL[name]
    details = dict.fromkeys(names(type_.message_es + type_.remedy_es), "XYZ")
    full = Issue(type_, sheet="Avance", cell="D9", row=9, field="estatus", value="algo", details=details)
    for language, title in (("es", type_.title_es), ("en", type_.title_en)):
        for form in FORMS:
            text = letter([verdict(full if known else Issue(type_))], DEFINITIONS, language=language, form=form)
            assert not re.search(r"[{}]|\bNone\b(?! has)", text)
            assert " ".join(title.split()) in " ".join(text.split())


def test_what_is_ours_to_mend_asks_nothing_of_the_steward() -> None:
    text = letter(LETTERS["falla_nuestra"], DEFINITIONS)
    assert "Usted no tiene que hacer nada" in text
    assert "QUÉ CORREGIR" not in text
    assert "entregue" not in text.replace("no hace falta que lo entregue de nuevo", "")


# --- Counts and places


@pytest.mark.parametrize(
    ("rows", "broken", "said"),
    [
        (1, 0, "1 fila con datos. No tiene nada que corregir."),
        (2, 0, "2 filas con datos. Ninguna tiene nada que corregir."),
        (2, 1, "De 2 filas, 1 no tiene nada que corregir."),
        (112, 3, "De 112 filas, 109 no tienen nada que corregir."),
        (12_345, 1, "De 12,345 filas, 12,344 no tienen nada que corregir."),
        (1, 1, "1 fila con datos. Tiene algo que corregir."),
        (3, 3, "3 filas con datos. Lo que hay que corregir alcanza a todas."),
    ],
)
def test_the_rows_that_are_fine_are_counted_in_good_spanish(rows: int, broken: int, said: str) -> None:
    issues = [issue("type-error-date", f"E{8 + n}", field="fecha_corte", value="x") for n in range(broken)]
    assert f"Filas: {said}\n" in letter([verdict(*issues, rows=rows)], DEFINITIONS)


@pytest.mark.parametrize(("columns", "rest"), [(10, ""), (30, r" y \d+ más"), (300, r" y \d+ más")])
def test_of_the_columns_that_are_fine_the_whole_names_are_listed(columns: int, rest: str) -> None:
    titles = [f"Denominación del apartado {n}" for n in range(columns)]
    avance = DEFINITIONS.datasets["avance"]
    more = (column(f"apartado_{n}", title, "string", None) for n, title in enumerate(titles))
    fields = (*avance.schema.fields, *more)
    wide = replace(avance, schema=replace(avance.schema, fields=fields))
    definitions = replace(DEFINITIONS, datasets={**DEFINITIONS.datasets, "avance": wide})
    wrong = issue("type-error-date", "E8", field="fecha_corte", value="x")
    text = " ".join(letter([verdict(wrong)], definitions).split())
    told = re.search(rf"{len(fields) - 1} no tienen nada que corregir: (.*?)({rest})\. ", text)
    assert told
    listed = told[1].split(", ")
    assert set(listed) <= {one.title for one in fields}
    assert len(told[1]) <= 400
    assert len(listed) + sum(map(int, re.findall(r"\d+", told[2]))) == len(fields) - 1


def test_a_column_that_is_missing_leaves_no_row_fine() -> None:
    missing = issue("encabezado-faltante", row=7, field="meta", details={"encabezado": "Meta"})
    assert "Lo que hay que corregir alcanza a todas." in letter([verdict(missing)], DEFINITIONS)


def test_rows_of_the_same_number_in_two_sheets_are_two() -> None:
    wrong = [issue("type-error-date", "E8", sheet=sheet) for sheet in ("Avance", "Avance (2)")]
    early = issue("type-error-date", "E3", sheet="Avance (2)")
    assert "De 112 filas, 109 no tienen nada que corregir." in letter([verdict(*wrong, early)], DEFINITIONS)


def test_what_does_not_return_the_table_touches_no_row() -> None:
    text = letter(LETTERS["aceptada_con_notas"], DEFINITIONS)
    assert "112 filas con datos. Ninguna tiene nada que corregir." in text


@pytest.mark.parametrize(("cells", "said"), [(1, "1 celda de la hoja"), (2, "2 celdas de la hoja")])
def test_one_cell_is_one_and_two_are_two(cells: int, said: str) -> None:
    issues = [issue("constraint-required", f"B{8 + n}", field="linea_accion_id") for n in range(cells)]
    assert f"Dónde: {said} «Avance»: " in letter([verdict(*issues)], DEFINITIONS)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(8, 500)), min_size=1, max_size=60, unique=True))
def test_totals_are_exact_past_the_five_that_are_shown(found: list[tuple[str, int]]) -> None:
    wrong = {row: value for value, row in found}
    issues = [issue("type-error-number", f"F{row}", field="meta", value=value) for row, value in wrong.items()]
    text = " ".join(letter([verdict(*issues, rows=500)], DEFINITIONS).split())
    values = list(dict.fromkeys(wrong.values()))
    assert f"Dónde: {len(issues)} celda{'s' * (len(issues) > 1)} de la hoja «Avance»: " in text
    assert [value for value in values if f"«{value}» no se" in text] == values[:5]
    left = sum(value in values[5:] for value in wrong.values())
    places = f", en {left} celdas" if left > len(values) - 5 else ""
    assert (f" Y {len(values) - 5} más{places}. " in text) if left else not re.search(r" Y \d+ más", text)


@pytest.mark.long
def test_a_hundred_thousand_wrong_cells_make_one_page() -> None:
    issues = [issue("type-error-number", f"F{row}", field="meta", value=f"x{row}") for row in range(8, 200_008, 2)]
    text = letter([verdict(*issues, rows=200_000)], DEFINITIONS)
    assert "100,000 celdas de la hoja «Avance»" in text
    assert "De 200,000 filas, 100,000 no tienen nada que corregir." in " ".join(text.split())
    assert len(text.splitlines()) < 70


@pytest.mark.parametrize(
    ("value", "mended"),
    [
        ("como 30", "30"), ("$ 1,200 M.N.", "1200"), ("35 usuarios", "35"),
        ("USD 100", None), ("US$100", None), ("100 dólares", None), ("100 dlls", None), ("€100", None),
    ],
)  # fmt: skip
def test_the_number_is_told_apart_from_its_words_and_other_money_is_not(value: str, mended: str | None) -> None:
    text = " ".join(letter([verdict(issue("type-error-number", "F8", field="meta", value=value))], DEFINITIONS).split())
    assert re.findall(r"Puede escribir «([^»]*)»", text) == ([mended] if mended else [])


def test_one_cause_in_two_fields_is_two_points_and_in_many_cells_is_one() -> None:
    issues = [issue("constraint-required", f"{c}{row}", field=f) for c, f in (("F", "meta"), ("G", "logrado"))
              for row in range(8, 30)]  # fmt: skip
    text = letter([verdict(*issues)], DEFINITIONS)
    assert re.findall(r"^\d+\. (.*)$", text, re.MULTILINE) == [
        "Dato obligatorio que falta: «Meta»",
        "Dato obligatorio que falta: «Logrado»",
    ]


def test_what_was_filled_in_is_said_field_by_field() -> None:
    issues = [issue("valor-completado", f"{column}8:{column}9", field=name, count=2)
              for column, name in (("A", "linea_accion_id"), ("B", "estatus"))]  # fmt: skip
    text = letter([verdict(*issues)], DEFINITIONS)
    assert "4 celdas de la hoja «Avance»: A8–A9, B8–B9." in text
    assert "A8–A9 (2 celdas): «Línea de acción» estaba en blanco" in text
    assert "B8–B9 (2 celdas): «Estatus» estaba en blanco" in text


def test_a_rule_that_does_not_say_the_value_keeps_it_out_of_the_letter() -> None:
    silent = replace(RULE, message_es="La celda trae un dato personal, que no puede publicarse.")
    found = Issue(silent, sheet="Avance", cell="G9", row=9, field="nota", value="ana@correo.example")
    assert "correo.example" not in letter([verdict(found)], DEFINITIONS)


def test_a_cause_may_be_in_cells_of_one_sheet_and_all_over_another() -> None:
    issues = [
        issue("celda-con-error", "E9", field="nota", value="#REF!"),
        issue("celda-con-error", field="nota", sheet="Otra"),
    ]
    text = letter([verdict(*[replace(i, type=TYPES["serie-convertida"]) for i in issues])], DEFINITIONS)
    assert "Dónde: 1 celda de la hoja «Avance»: E9. 1 caso en la hoja «Otra»." in text


def test_a_csv_file_has_no_sheet_to_speak_of() -> None:
    found = issue("type-error-date", "E9", field="fecha_corte", value="x", sheet=None)
    text = letter([verdict(found, sheet=None)], DEFINITIONS)
    assert "Dónde: 1 celda: E9." in text
    assert "oja" not in text.replace("celdas con contenido en la hoja", "")


def test_the_example_of_the_field_is_shown_for_a_value_and_never_against_a_rule() -> None:
    wrong = issue("type-error-date", "E9", field="fecha_corte", value="x")
    other = issue("organismo-distinto", "A9", field="linea_accion_id", value="y", details={"esperado": "z"})
    assert "Ejemplo válido: 2024-06-30" in letter([verdict(wrong)], DEFINITIONS)
    assert "Ejemplo válido" not in letter([verdict(other)], DEFINITIONS)
    assert "Ejemplo válido" not in letter(LETTERS["aceptada_con_notas"], DEFINITIONS)


# --- Who it is for


def test_a_check_says_that_nothing_was_handed_in() -> None:
    checked = submission(channel="validar")
    for verdicts in ([verdict(submission=checked)], [replace(v, submission=checked) for v in LETTERS["devuelta"]]):
        text = " ".join(letter(verdicts, DEFINITIONS).split())
        assert "no se ha entregado ni se ha conservado" in text
        assert "próximo proceso nocturno" not in text
        assert "Mientras tanto" not in text


def test_a_check_may_not_know_whose_the_file_is_nor_of_when() -> None:
    unknown = replace(submission(channel="validar"), garante="", period="")
    text = letter([verdict(submission=unknown)], DEFINITIONS)
    assert text.startswith("A la persona enlace:\n")
    assert "Periodo" not in text


def test_a_demonstration_says_that_it_is_one() -> None:
    text = " ".join(letter([verdict(submission=submission(channel="demostracion"))], DEFINITIONS).split())
    assert "datos inventados" in text
    assert "marcada como demostración" in text


def test_the_day_is_that_of_central_mexico() -> None:
    assert "Recibido: 15 de abril de 2024, 18:30 (hora del centro de México)" in letter([verdict()], DEFINITIONS)


# --- Hostile values


def hostile(value: str) -> list[Issue]:
    return [
        issue("type-error-date", "E9", field="fecha_corte", value=value, suggestion=value),
        issue("type-error-date", "E10", field="fecha_corte", value="otro"),
        issue("columna-no-reconocida", "H8:H9", details={"encabezado": value}),
        issue("hoja-no-leida", sheet=value, details={"razon": value}),
    ]


def tags(markdown: str) -> list[str]:
    parsed = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)
    return [inner.type for token in parsed for inner in (token, *(token.children or ()))]


PLAIN = tags(letter([verdict(*hostile("algo"))], DEFINITIONS, form="markdown"))


def hostile_letters(value: str) -> tuple[str, str]:
    given_ = verdict(*hostile(value), submission=submission(filename=value), sheet=value)
    return tuple(letter([given_], DEFINITIONS, form=form) for form in FORMS)  # type: ignore[return-value]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_adds_no_markup_and_no_control_character(value: str) -> None:
    check_hostile(value)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("|`<>[]()*_~#&!\\\n\r\t-+.:/@{}$=")), max_size=120))
def test_no_value_adds_markup_or_control_characters(value: str) -> None:
    check_hostile(value)


def check_hostile(value: str) -> None:
    text, markdown = hostile_letters(value)
    for written in (text, markdown):
        assert {unicodedata.category(letter_) for letter_ in written if letter_ != "\n"}.isdisjoint({"Cc", "Cf", "Cs"})
    assert max(map(len, text.splitlines())) <= 78
    assert sorted(tags(markdown)) == sorted(PLAIN)
    assert not re.search(r"(?<!\\)://|(?<!\\)@|www\.", markdown.replace(":\\//", ""), re.IGNORECASE)


@given(st.text(max_size=400))
def test_what_is_echoed_is_one_short_line_that_says_the_value(value: str) -> None:
    shown = echo(value)
    assert len(shown) <= SHOWN
    assert shown == " ".join(shown.split())
    assert echo(shown) == shown
    if value.isalnum() and len(value) <= SHOWN and value.isascii():
        assert shown == value


def test_a_long_value_is_cut_and_says_so() -> None:
    assert echo("a" * 81) == "a" * 79 + "…"
    assert echo("a" * 80) == "a" * 80
    assert echo(" " * 10_000 + "a").endswith("…")


# --- One line for the terminal


def test_a_summary_is_one_line_with_exact_counts() -> None:
    assert summary_line(verdict(rows=1), DEFINITIONS) == "Aceptada: Avance de las líneas de acción, 1 fila."
    assert summary_line(LETTERS["devuelta"][0], DEFINITIONS) == (
        "Devuelta: Avance de las líneas de acción, 112 filas, 48 incidencias por corregir."
    )
    assert summary_line(LETTERS["ilegible"][0], DEFINITIONS) == "Devuelta: El archivo no se puede abrir."
    assert summary_line(fileless(issue("archivo-vacio", sheet=None)), DEFINITIONS, language="en") == (
        "Returned: The file is empty."
    )


def test_the_words_are_read_only_when_something_is_said() -> None:
    code = "import sys, apertura.feedback; print([m for m in ('babel', 'polars', 'frictionless') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
