"""Our own reading of a cell against Frictionless, the authority: whatever ours accepts, Frictionless accepts too."""

from collections.abc import Mapping

import pytest
from frictionless import Schema
from hypothesis import given
from hypothesis import strategies as st

from apertura.definitions.datasets.table_schema import table_schema
from apertura.definitions.datasets.table_shape import TableShape
from apertura.definitions.examples.refusal import refusal

TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth")
NEARLY = st.sampled_from([
    "1", "01", "-1", "+1", "1.0", "1.50", ".5", "5.", "1e3", "NaN", "١", "1_000", "1,5", "0", "abc",
    "true", "True", "TRUE", "false", "Sí", "2024", "24", "02024", "2024-13", "2024-12",
    "2024-02-29", "2023-02-29", "2024-2-1", "20240229", "10:00:00", "24:00:00", "10:00",
    "2024-02-29T10:00:00", "2024-02-29T25:00:00", "2024-02-29T10:00",
])  # fmt: skip
TEXTS = NEARLY | st.text(st.sampled_from("0123456789-+.:T ,eaé\n\x00"), min_size=1, max_size=12) | st.text(min_size=1)


@given(type_=st.sampled_from(TYPES), text=TEXTS)
def test_what_we_accept_frictionless_accepts(type_: str, text: str) -> None:
    agree({"type": type_}, text)


@given(
    text=st.integers(-30, 30).map(str) | st.decimals(-30, 30, places=2).map(str),
    type_=st.sampled_from(["integer", "number"]),
    name=st.sampled_from(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]),
    bound=st.integers(-20, 20) | st.integers(-20, 20).map(str),
)
def test_bounds_are_those_of_frictionless(text: str, type_: str, name: str, bound: object) -> None:
    agree({"type": type_, "constraints": {name: bound}}, text, both="." not in text)


@given(
    text=st.text(st.sampled_from("abñ́\n"), min_size=1, max_size=8),
    constraint=st.sampled_from(
        [{"minLength": 3}, {"maxLength": 4}, {"enum": ["a", "ab", "ñ"]}, {"pattern": "a+b?|b"}, {"pattern": "^a.*$"}]
    ),
)
def test_constraints_on_text_are_those_of_frictionless(text: str, constraint: Mapping[str, object]) -> None:
    agree({"type": "string", "constraints": constraint}, text, both="pattern" not in constraint)


@pytest.mark.parametrize(
    ("descriptor", "text", "reason"),
    [
        ({"type": "date"}, "2024-02-30", "no es de tipo date"),
        ({"type": "date"}, "15/03/2024", "no es de tipo date"),
        ({"type": "number", "apertura:decimales": 2}, "1.505", "tiene más de 2 decimales"),
        ({"type": "number", "apertura:decimales": 2}, "1.50", None),
        ({"type": "number", "constraints": {"maximum": 100}}, "100.01", "es mayor que 100"),
        ({"type": "date", "constraints": {"minimum": "2024-01-01"}}, "2023-12-31", "es menor que 2024-01-01"),
        ({"type": "integer", "constraints": {"enum": [1, 2]}}, "01", None),
        ({"type": "integer", "constraints": {"exclusiveMinimum": 0}}, "0", "no es mayor que 0"),
        ({"type": "string", "constraints": {"pattern": r"\d{2}"}}, "123", r"no tiene la forma \d{2}"),
        ({"type": "string", "constraints": {"maxLength": 3}}, "años", "tiene más de 3 caracteres"),
        ({"type": "boolean"}, "sí", "no es de tipo boolean"),
        ({"type": "string"}, " cualquier cosa ", None),
    ],
)
def test_the_reason_is_said_in_spanish(descriptor: Mapping[str, object], text: str, reason: str | None) -> None:
    assert ours(descriptor, text) == reason


def agree(descriptor: Mapping[str, object], text: str, *, both: bool = False) -> None:
    accepted = ours(descriptor, text) is None
    _, notes = Schema.from_descriptor(whole(descriptor)).fields[0].read_cell(text)
    assert not (accepted and notes), notes
    assert not both or accepted == (not notes), (notes, text)


def ours(descriptor: Mapping[str, object], text: str) -> str | None:
    schema = whole(descriptor)
    return refusal(table_schema(schema, TableShape.model_validate(schema)).fields[0], text)


def whole(descriptor: Mapping[str, object]) -> dict[str, object]:
    profile = "https://datapackage.org/profiles/2.0/tableschema.json"
    field = {"name": "campo", "title": "Campo", "description": "Un campo.", **descriptor}
    return {"$schema": profile, "fields": [field], "primaryKey": ["campo"]}
