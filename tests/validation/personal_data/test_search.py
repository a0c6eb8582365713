"""What a steward is told of personal data, what a dataset may admit, and that nothing of it is quoted."""

import dataclasses
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from apertura import feedback
from apertura.definitions.issue_types.issue_details import ISSUE_DETAILS
from apertura.judge import judge
from apertura.model.definition import Definitions
from apertura.model.issue import Issue, Severity
from apertura.model.personal_data import HIDDEN, Permission, PersonalKind
from apertura.model.submission import Submission
from apertura.model.table import CanonicalTable
from apertura.portal.desk.bench import Bench
from apertura.validation.personal_data.conceal import conceal
from apertura.validation.personal_data.hide import hide
from apertura.validation.validate import validate
from tests.validation.personal_data.corpus import corpus
from tests.validation.tabling import definition, flatten, rule, schema, table

CURP, OTHER_CURP, MAIL = "BOXW310820HNERXN09", "GOLJ150712MDFRRR02", "nadie@correo.example"
FIELDS = (
    {"name": "clave", "type": "string"},
    {"name": "fecha", "type": "date"},
    {"name": "nota", "type": "string"},
)

Row = Sequence[str | None]


def judged(
    definitions: Definitions, *rows: Row, permissions: Sequence[Permission] = (), **properties: object
) -> tuple[CanonicalTable | None, tuple[Issue, ...]]:
    rules = properties.pop("rules", ())
    dataset = dataclasses.replace(
        definition(schema(FIELDS, **properties), rules),
        permissions=tuple(permissions),
    )
    return validate(table([str(each["name"]) for each in FIELDS], rows), dataset, definitions)


def test_each_kind_in_a_cell_returns_the_table_and_is_told_once_with_its_cell(definitions: Definitions) -> None:
    text = f"{CURP}, {MAIL}, {MAIL}; clave de elector GMVLMR80070501M100"
    accepted, issues = judged(definitions, ["A", None, "todo en orden"], ["B", None, text])
    assert accepted is None
    assert flatten(issues) == [
        ("dato-personal-curp", 9, "nota"),
        ("dato-personal-clave-elector", 9, "nota"),
        ("dato-personal-correo", 9, "nota"),
    ]
    assert {(issue.cell, issue.value, issue.type.severity) for issue in issues} == {("E9", HIDDEN, Severity.GRAVE)}


def test_every_kind_has_its_type_with_a_severity_that_returns(definitions: Definitions) -> None:
    for kind in PersonalKind:
        assert f"dato-personal-{kind}" in ISSUE_DETAILS
        assert definitions.issue_types[f"dato-personal-{kind}"].severity.returns


def test_what_another_issue_says_of_the_same_cell_is_hidden_and_the_rest_is_not(definitions: Definitions) -> None:
    _, issues = judged(
        definitions,
        [CURP, None, "una"],
        [CURP, None, "dos"],
        ["A", f"{MAIL}", "tres"],
        ["A", "ayer", "cuatro"],
        primaryKey=["clave"],
        rules=[rule("sin-a", "clave <> 'A' OR nota <> 'tres'", "clave", "nota")],
    )
    told = {(issue.type.code, issue.row): issue for issue in issues}
    for place in (("primary-key", 9), ("type-error-date", 10)):
        assert told[place].value == HIDDEN
    assert told["type-error-date", 11].value == "ayer"
    assert told["sin-a", 10].details == {"clave": "A", "nota": "tres"}
    for secret in (CURP, MAIL):
        assert not any(secret in repr(issue) for issue in issues)
    assert conceal(issues) == issues


def test_a_field_may_hold_what_its_dataset_says_and_no_other_field_may(definitions: Definitions) -> None:
    allowed = [Permission("nota", PersonalKind.CORREO, None, "Es el contacto que la ley manda publicar.")]
    accepted, issues = judged(definitions, ["A", None, MAIL], permissions=allowed)
    assert issues == ()
    assert accepted is not None
    assert pl.DataFrame(accepted.data)["nota"].to_list() == [MAIL]
    _, issues = judged(definitions, [MAIL, None, f"{MAIL} {CURP}"], permissions=allowed)
    assert flatten(issues) == [("dato-personal-correo", 8, "clave"), ("dato-personal-curp", 8, "nota")]


def test_what_is_tolerated_is_published_but_never_in_silence(definitions: Definitions) -> None:
    tolerated = [Permission("nota", PersonalKind.CORREO, Severity.ADVERTENCIA, "Hay contactos que la ley publica.")]
    accepted, issues = judged(definitions, ["A", None, MAIL], permissions=tolerated)
    assert accepted is not None
    [issue] = issues
    own = definitions.issue_types["dato-personal-correo"]
    assert (issue.type.severity, issue.value, issue.cell) == (Severity.ADVERTENCIA, HIDDEN, "E8")
    assert (issue.type.title_es, issue.details["razon"]) == (own.title_es, "Hay contactos que la ley publica")
    assert "se publica" in issue.type.message_es


def test_a_dataset_may_be_stricter_than_the_policy(definitions: Definitions) -> None:
    stricter = [Permission("nota", PersonalKind.CURP, Severity.CRITICA, "Trata de menores de edad.")]
    _, [issue] = judged(definitions, ["A", None, CURP], permissions=stricter)
    assert (issue.type.code, issue.type.severity) == ("dato-personal-curp", Severity.CRITICA)
    assert issue.type.message_es == definitions.issue_types["dato-personal-curp"].message_es


@pytest.mark.parametrize(("passing", "found"), [(40, 40), (6, 6), (5, 0)])
def test_a_column_of_social_security_numbers_needs_no_word_to_announce_it(
    definitions: Definitions, passing: int, found: int
) -> None:
    numbers = [cell.text for cell in corpus() if cell.title == "Clave de registro"][:passing]
    assert len({*numbers}) == passing
    _, issues = judged(definitions, *([number, None, None] for number in numbers))
    assert flatten(issues) == [("dato-personal-nss", row, "clave") for row in range(8, 8 + found)]


def test_a_column_of_folios_with_a_hyphen_is_left_alone_too(definitions: Definitions) -> None:
    folios = [[f"{folio // 10}-{folio % 10}", None, None] for folio in range(10_000_000_000, 10_000_000_400)]
    assert judged(definitions, *folios)[1] == ()


def test_a_number_where_numbers_are_asked_for_is_no_personal_data_but_what_is_none_may_be(
    definitions: Definitions,
) -> None:
    counted = definition(schema([{"name": "cuenta", "type": "integer", "title": "Teléfono"}]))
    numbers = [[cell.text] for cell in corpus() if cell.title == "Clave de registro"][:20]
    assert validate(table(["cuenta"], [*numbers, ["6140001234"]]), counted, definitions)[1] == ()
    _, issues = validate(table(["cuenta"], [*numbers, ["614 000 1234"]]), counted, definitions)
    assert {issue.type.code for issue in issues} == {"type-error-integer", "dato-personal-telefono"}


def test_a_column_of_folios_of_eleven_digits_is_left_alone(definitions: Definitions) -> None:
    folios = [[f"{folio}", None, None] for folio in range(10_000_000_000, 10_000_000_400)]
    assert judged(definitions, *folios)[1] == ()


def test_the_name_of_the_sheet_is_looked_at_too(definitions: Definitions) -> None:
    named = dataclasses.replace(table(["clave", "fecha", "nota"], [["A", None, None]]), sheet=f"Avance {MAIL}")
    accepted, issues = validate(named, definition(schema(FIELDS)), definitions)
    assert accepted is None
    assert flatten(issues) == [("dato-personal-en-hoja", None, None)]


SHAPED = {"curp", "clave-elector", "correo", "nss", "clabe"}
LEGIBLE = {
    "RFC de persona moral", "expediente", "fecha", "cantidad", "palabras sin el dato", "folio de solicitud",
    "procedimiento de contratación",
}  # fmt: skip


def test_what_leaves_in_an_answer_is_hidden_by_its_shape_and_files_stay_legible() -> None:
    cells = corpus()
    legible = [cell.text for cell in cells if cell.sort in LEGIBLE]
    shown = [text for text in legible if hide(text) == text]
    assert len(shown) > 0.95 * len(legible)
    for cell in cells:
        assert hide(hide(cell.text)) == hide(cell.text)
        if cell.sort in SHAPED:
            assert HIDDEN in hide(cell.text), cell


def test_a_failure_of_ours_is_logged_without_what_the_file_held(
    definitions: Definitions, caplog: pytest.LogCaptureFixture
) -> None:
    child = next(name for name in definitions.datasets if definitions.parents(name))
    titles = [field.title for field in definitions.datasets[child].schema.fields]
    content = f"{','.join(titles)}\n{','.join('x' for _ in titles)}\n".encode()
    submission = Submission("OG-19", "2024-T2", "a.csv", "0" * 64, len(content), datetime(2024, 7, 1, tzinfo=UTC), "x")

    def damaged(*_: object) -> tuple[()]:
        raise ValueError(f"no se puede leer «{CURP}» ni {MAIL}")

    with caplog.at_level(logging.ERROR):
        [verdict] = judge(content, submission, definitions, [child], accepted=damaged)
    assert [issue.type.code for issue in verdict.issues] == ["error-interno"]
    assert "ValueError" in caplog.text
    assert HIDDEN in caplog.text
    assert CURP not in caplog.text
    assert MAIL not in caplog.text


def test_a_failure_of_the_portal_is_logged_without_what_the_file_held(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged(_: Submission) -> None:
        raise ValueError(f"no se puede leer «{CURP}» ni {MAIL}")

    submission = Submission("OG-19", "2024-T2", "a.csv", "0" * 64, 1, datetime(2024, 7, 1, tzinfo=UTC), "portal")
    with caplog.at_level(logging.ERROR):
        Bench._settle(SimpleNamespace(root=tmp_path, _judged=damaged), submission)
    assert "espera en el buzón" in caplog.text
    assert "ValueError" in caplog.text
    assert HIDDEN in caplog.text
    assert CURP not in caplog.text
    assert MAIL not in caplog.text


def test_the_letter_names_the_kind_and_the_cell_and_says_what_to_do(definitions: Definitions) -> None:
    name = "recurso_revision"
    titles = [field.title for field in definitions.datasets[name].schema.fields]
    row = dict.fromkeys(titles, "") | {"Organismo": "OG-08", "Periodo": "2015-A", "Folio del recurso": "RR/1/2015"}
    row["Motivo"] = f"Respondan a {MAIL}"
    content = "\n".join(",".join(each) for each in (titles, [row[title] for title in titles])).encode()
    submission = Submission("OG-08", "2015-A", "a.csv", "0" * 64, len(content), datetime(2024, 7, 1, tzinfo=UTC), "x")
    verdicts = judge(content, submission, definitions, [name], accepted=lambda *_: ())
    letter = " ".join(feedback.letter(verdicts, definitions).split())
    assert "La celda lleva un correo electrónico" in letter
    assert "M2" in letter
    assert "borre la dirección" in letter
    assert MAIL not in letter
