"""The report a machine reads: it conforms to its own schema, whatever was found, and says what the verdict says."""

import json
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from apertura.feedback import report
from apertura.model.issue import Issue
from apertura.model.submission import Verdict
from tests.feedback.verdicts_by_hand import DEFINITIONS, LETTERS, RULE, TYPES, fileless, verdict

SCHEMA = json.loads(resources.files("apertura").joinpath("feedback/informe.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
ROOT = Path(__file__).parents[2]

TEXT = st.none() | st.text(max_size=40)
ISSUES = st.builds(
    Issue,
    type=st.sampled_from([*TYPES.values(), RULE]),
    sheet=TEXT,
    cell=st.none() | st.builds("{}{}".format, st.sampled_from(["A", "F", "AB"]), st.integers(1, 40)),
    row=st.none() | st.integers(1, 40),
    field=st.none() | st.sampled_from([field.name for field in DEFINITIONS.datasets["avance"].schema.fields]),
    value=TEXT,
    suggestion=TEXT,
    details=st.dictionaries(st.sampled_from(["limite", "opciones", "encabezado"]), st.text(max_size=20)),
    count=st.integers(1, 10_000),
)
VERDICTS = st.lists(
    st.builds(lambda issues, rows: verdict(*issues, rows=rows), st.lists(ISSUES, max_size=8), st.integers(0, 50))
    | st.builds(lambda issues: fileless(*issues), st.lists(ISSUES, min_size=1, max_size=3)),
    min_size=1,
    max_size=3,
)


def test_the_schema_is_itself_sound() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_describes_everything_and_lets_nothing_else_in() -> None:
    def objects(node: Any) -> list[dict[str, Any]]:
        if isinstance(node, list):
            return [found for each in node for found in objects(each)]
        if not isinstance(node, dict):
            return []
        return [*([node] if "properties" in node else []), *objects(list(node.values()))]

    found = objects(SCHEMA)
    assert len(found) == 8
    for object_ in found:
        assert object_["additionalProperties"] is False
        assert set(object_["required"]) == set(object_["properties"])
        assert all(property_["description"].endswith(".") for property_ in object_["properties"].values())


@pytest.mark.long
@given(VERDICTS)
def test_any_report_conforms_and_survives_being_written(verdicts: list[Verdict]) -> None:
    written = json.loads(json.dumps(report(verdicts, DEFINITIONS), ensure_ascii=False))
    VALIDATOR.validate(written)
    assert written["aceptada"] is all(one.accepted for one in verdicts)
    for table, one in zip(written["tablas"], verdicts, strict=True):
        assert table["conteos"] == {
            **dict.fromkeys(("critica", "grave", "advertencia", "informativa"), 0),
            **Counter(found["severidad"] for found in table["incidencias"]),
        }
        assert [found["cuantas"] for found in table["incidencias"]] == [found.count for found in one.issues]
        assert 0 <= table["filas_sin_incidencias"] <= table["filas"] == one.rows


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_the_report_of_each_letter_conforms(name: str) -> None:
    VALIDATOR.validate(report(LETTERS[name], DEFINITIONS))


@pytest.mark.parametrize("breach", [{"extra": 1}, {"version_informe": 2}, {"tablas": []}, {"aceptada": "sí"}])
def test_the_schema_refuses_what_is_not_a_report(breach: dict[str, object]) -> None:
    assert not VALIDATOR.is_valid({**report(LETTERS["aceptada"], DEFINITIONS), **breach})


def test_the_report_says_what_the_letter_says() -> None:
    written: Any = report(LETTERS["dos_tablas"], DEFINITIONS)
    assert written["version_informe"] == 1
    assert written["entrega"] == {
        "garante": "OG-98",
        "periodo": "2024-T1",
        "archivo": "avance 1er trimestre.xlsx",
        "sha256": "3f2a9c0d1b2e" + "7" * 52,
        "bytes": 48_211,
        "recibida": "2024-04-16T00:30:00+00:00",
    }
    assert written["aceptada"] is False
    assert [(table["conjunto"], table["aceptada"]) for table in written["tablas"]] == [
        ("avance", True),
        ("talleres", False),
    ]
    assert written["tablas"][1]["celdas"] == {"total": 2, "usadas": 0, "ignoradas": 1, "reportadas": 1}
    assert written["tablas"][1]["incidencias"] == [
        {
            "tipo": "type-error-integer",
            "severidad": "grave",
            "responsable": "enlace",
            "hoja": "Talleres",
            "celda": "C9",
            "fila": 9,
            "campo": "asistentes",
            "valor": "como 30",
            "mensaje": "«como 30» no se reconoce como número entero.",
            "sugerencia": None,
            "confianza": None,
            "cuantas": 1,
        }
    ]


def test_a_file_without_a_table_is_one_entry_without_dataset() -> None:
    written: Any = report(LETTERS["ilegible"], DEFINITIONS)
    assert [(table["conjunto"], table["celdas"], table["filas"]) for table in written["tablas"]] == [(None, None, 0)]


def test_the_words_and_the_schema_travel_in_the_wheel() -> None:
    from hatchling.builders.wheel import WheelBuilder

    shipped = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert {
        "apertura/feedback/informe.schema.json",
        "apertura/locale/es/LC_MESSAGES/carta.po",
        "apertura/locale/en/LC_MESSAGES/carta.po",
    } <= shipped
