"""The words of schemas/issue_types.csv, of datasets' rules and comparisons, and the fixed phrases of the letter."""

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

from apertura.definitions.issue_types.issue_details import ISSUE_DETAILS
from apertura.feedback.phrases import phrases
from apertura.model.issue import IssueType, Responsibility, Severity
from tests.feedback.verdicts_by_hand import TEXTS, TYPES

SCHEMAS = Path(__file__).parents[2] / "schemas"
OWN = {"value", "field_title", "cell", "sheet", "row", "suggestion", "count"}
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|was|were|you|your|this|that|these|with|which|not|for|from|must|row|rows|sheet|file|cell|"
    r"cells|value|field|string|null|error-|type|format|integer|boolean|header)\b",
    re.IGNORECASE,
)
SPANISH = re.compile(
    r"\b(el|la|los|las|una|que|del|con|para|está|son|debe|fila|hoja|archivo|columna|celda|dato|escriba|entregue)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\([^)]*\)|\{[^}]*\}")
JARGON = re.compile(
    r"\b(string|null|regex|regular|constraint|esquema|booleano?|UTF-16|parse\w*|expresión|llave|foránea|"
    r"primaria|tipo de dato|validación|inválid\w+|rechazad\w+|NaN|cadena)\b",
    re.IGNORECASE,
)


def rules() -> dict[str, tuple[IssueType, str]]:
    found = {}
    for path in sorted(SCHEMAS.glob("*/dataset.yaml")):
        sheet = yaml.safe_load(path.read_text(encoding="utf-8"))
        for rule in (*sheet["rules"], *sheet.get("comparisons", [])):
            texts = {name: rule[name].strip() for name in TEXTS}
            severity = Severity(rule.get("severity", "advertencia"))
            type_ = IssueType(rule["code"], severity, Responsibility.ENLACE, **texts)
            found[f"{path.parent.name}/{rule['code']}"] = (type_, path.parent.name)
    return found


ALL = {**TYPES, **{name: type_ for name, (type_, _) in rules().items()}}


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.fixture(params=sorted(ALL), ids=str)
def type_(request: pytest.FixtureRequest) -> IssueType:
    return ALL[request.param]


def test_every_kind_of_issue_that_the_house_emits_has_its_row_and_no_other() -> None:
    assert set(TYPES) == set(ISSUE_DETAILS)


def test_only_our_own_failure_is_ours() -> None:
    ours = {code for code, type_ in TYPES.items() if type_.responsibility is Responsibility.NOSOTROS}
    assert ours == {"error-interno"}


def test_each_text_is_said_in_both_languages_and_fills_the_same_places(type_: IssueType) -> None:
    for kind in ("title", "message", "remedy"):
        spanish, english = getattr(type_, f"{kind}_es"), getattr(type_, f"{kind}_en")
        assert spanish.strip()
        assert english.strip()
        assert spanish != english
        assert names(spanish) == names(english)


def test_titles_are_short_and_fit_one_or_many(type_: IssueType) -> None:
    for title in (type_.title_es, type_.title_en):
        assert len(title) <= 60
        assert not names(title)
        assert not title.endswith(".")


def test_messages_and_remedies_are_whole_sentences(type_: IssueType) -> None:
    for text in (type_.message_es, type_.remedy_es, type_.message_en, type_.remedy_en):
        assert text.endswith("."), text
        assert re.match(r"[A-ZÁÉÍÓÚÑ«“{¿]", text), text
        assert "  " not in text
        assert '"' not in text
        assert text.count("«") == text.count("»")


def test_no_text_in_spanish_speaks_english_or_jargon(type_: IssueType) -> None:
    for text in (type_.title_es, type_.message_es, type_.remedy_es):
        said = QUOTED.sub("", text)
        assert not ENGLISH.search(said), text
        assert not JARGON.search(text), text


def test_no_text_in_english_speaks_spanish(type_: IssueType) -> None:
    for text in (type_.title_en, type_.message_en, type_.remedy_en):
        assert not SPANISH.search(QUOTED.sub("", text)), text


def test_general_types_ask_only_for_what_an_issue_can_tell() -> None:
    for code, type_ in TYPES.items():
        assert names(type_.message_es) | names(type_.remedy_es) <= OWN | set(ISSUE_DETAILS[code]), code


def test_the_remedy_of_a_cause_does_not_depend_on_one_of_its_cells() -> None:
    one_cell = {"value", "cell", "row", "suggestion", "count", "largo", "otra_fila", "encabezado", "leido", "otra"}
    assert {code: names(type_.remedy_es) & one_cell for code, type_ in TYPES.items() if type_.severity.returns} == {
        code: set() for code, type_ in TYPES.items() if type_.severity.returns
    }


def test_the_guards_against_english_and_jargon_bite() -> None:
    assert ENGLISH.search("La celda is empty")
    assert ENGLISH.search("El value no vale")
    assert SPANISH.search("The fila is empty")
    assert JARGON.search("El dato es null")


def test_the_letter_has_the_same_phrases_in_both_languages() -> None:
    spanish, english = phrases("es").texts, phrases("en").texts
    assert set(spanish) == set(english)
    for id_, forms in spanish.items():
        assert len(forms) == len(english[id_]), id_
        if id_ != "table.header.row":  # the reason is said in Spanish only
            assert {*map(frozenset, map(names, forms))} == {*map(frozenset, map(names, english[id_]))}, id_


@pytest.mark.parametrize("id_", sorted(phrases("es").texts))
def test_each_phrase_of_the_letter_is_in_its_own_language(id_: str) -> None:
    for spanish, english in zip(phrases("es").texts[id_], phrases("en").texts[id_], strict=True):
        assert spanish
        assert english
        assert not ENGLISH.search(QUOTED.sub("", spanish)), spanish
        assert not SPANISH.search(QUOTED.sub("", english)), english
        assert not JARGON.search(spanish), spanish
