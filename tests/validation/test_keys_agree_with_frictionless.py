import re
from collections.abc import Mapping, Sequence

import pytest
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.validation.tabling import HEADER_ROW, catalogue, check, flatten

V2 = "https://datapackage.org/profiles/2.0/datapackage.json"
Fields = Sequence[Mapping[str, object]]
Rows = Sequence[Sequence[str]]

KEYS: dict[str, tuple[Fields, dict[str, object]]] = {
    "unique": (
        [
            {"name": "a", "type": "integer", "constraints": {"unique": True, "minimum": 1}},
            {"name": "b", "type": "number", "constraints": {"unique": True}},
            {"name": "c", "type": "string", "constraints": {"unique": True}},
            {"name": "d", "type": "yearmonth", "constraints": {"unique": True}},
        ],
        {},
    ),
    "one field": ([{"name": "a", "type": "integer"}, {"name": "b", "type": "number"}], {"primaryKey": ["b"]}),
    "several fields": (
        [{"name": "a", "type": "integer"}, {"name": "b", "type": "number"}, {"name": "c", "type": "boolean"}],
        {"primaryKey": ["a", "b", "c"]},
    ),
    "foreign": (
        [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}, {"name": "c", "type": "integer"}],
        {
            "foreignKeys": [
                {"fields": ["a"], "reference": {"resource": "lista", "fields": ["clave"]}},
                {"fields": ["c", "b"], "reference": {"resource": "lista", "fields": ["clave", "texto"]}},
            ]
        },
    ),
}
CATALOGUE = [{"clave": "1", "texto": "x"}, {"clave": "02", "texto": "y"}, {"clave": "3", "texto": ""}]
CELLS = [
    *("1", "01", "+1", "1.0", "1e0", "2", "0", "3", "x", "y", "true", "0.001", "1e-3", "0.0010", "1E30", "1E+30"),
    *("NaN", "Infinity", "-0", "-0.0", "99999999999999999999", "2024-1", "2024-01", "20240-1", "20240-01", " "),
    *("", "", ""),
]


@pytest.mark.parametrize("name", KEYS)
def test_keys_over_every_pair_of_spellings_break_where_frictionless_says(name: str) -> None:
    fields, properties = KEYS[name]
    rows = [[left if at % 2 else right for at in range(len(fields))] for left in CELLS for right in CELLS[::3]]
    assert _ours(fields, rows, properties) == _theirs(fields, rows, properties)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(KEYS)))
def test_keys_of_any_table_break_where_frictionless_says(data: st.DataObject, name: str) -> None:
    fields, properties = KEYS[name]
    row = st.lists(st.sampled_from(CELLS), min_size=len(fields), max_size=len(fields))
    rows = data.draw(st.lists(row, min_size=1, max_size=20))
    assert _ours(fields, rows, properties) == _theirs(fields, rows, properties)


def test_each_repeat_names_the_row_just_before_it() -> None:
    field = {"name": "folio", "type": "integer", "constraints": {"unique": True}}
    _, issues = check([field], [["7"], ["8"], ["07"], [None], ["+7"]])
    assert flatten(issues) == [("constraint-unique", 10, "folio"), ("constraint-unique", 12, "folio")]
    assert [issue.details["otra_fila"] for issue in issues] == ["8", "10"]


def test_a_repeated_row_names_the_cells_and_titles_of_its_key() -> None:
    fields = [{"name": "organismo", "title": "Organismo"}, {"name": "otro"}, {"name": "linea", "title": "Línea"}]
    _, issues = check(fields, [["A", "x", "1"], ["A", "y", "1"]], primaryKey=["organismo", "linea"])
    [issue] = issues
    assert (issue.type.code, issue.row, issue.cell) == ("primary-key", 9, "C9, E9")
    assert (issue.field, issue.value) == (None, "A, 1")
    assert issue.details == {"clave": "Organismo, Línea", "otra_fila": "8"}


def test_the_key_of_a_column_that_is_not_there_is_not_checked() -> None:
    fields = [{"name": "clave", "constraints": {"required": True, "unique": True}}, {"name": "nota"}]
    rows = [[None, "a"], [None, "b"]]
    _, issues = check(fields, rows, columns={"nota": 4}, primaryKey=["clave"])
    assert [(issue.type.code, issue.row, issue.field, issue.count) for issue in issues] == [
        ("constraint-required", None, "clave", 2)
    ]


def test_a_reference_that_does_not_exist_names_its_catalogue_and_the_nearest_key() -> None:
    keys = [{"fields": ["organismo"], "reference": {"resource": "organismo", "fields": ["id"]}}]
    organismos = catalogue("organismo", [{"id": "OG-09", "nombre": "Info Ciudad"}, {"id": "OG-14", "nombre": "Itei"}])
    rows = [["OG-09"], ["og-14"], ["INFO  CIUDAD"], ["Xyz"]]
    _, issues = check([{"name": "organismo"}], rows, catalogues=[organismos], foreignKeys=keys)
    assert [(issue.type.code, issue.cell, issue.value, issue.suggestion) for issue in issues] == [
        ("foreign-key", "C9", "og-14", "OG-14"),
        ("foreign-key", "C10", "INFO  CIUDAD", "OG-09"),
        ("foreign-key", "C11", "Xyz", None),
    ]
    assert {issue.details["catalogo"] for issue in issues} == {"Catálogo organismo"}


def test_a_reference_missing_in_part_is_looked_up_as_it_stands() -> None:
    fields, properties = KEYS["foreign"]
    rows = [["", "", "3"], ["", "", "1"], ["", "x", ""], ["", "", ""]]
    assert [row for row, _, _ in _theirs(fields, rows, properties)] == [1, 2]
    assert _ours(fields, rows, properties) == _theirs(fields, rows, properties)


def _ours(fields: Fields, rows: Rows, properties: Mapping[str, object]) -> list[tuple[int, str, str]]:
    issues = check(fields, rows, catalogues=[catalogue("lista", CATALOGUE)], **properties)[1]
    return sorted(
        (issue.row - HEADER_ROW - 1, issue.type.code, _previous(issue.details["otra_fila"], HEADER_ROW + 1))
        if "otra_fila" in issue.details
        else (issue.row - HEADER_ROW - 1, issue.type.code.removesuffix("-empty"), "")
        for issue in issues
        if issue.row is not None and issue.type.code.startswith(("constraint-unique", "primary-key", "foreign-key"))
    )


def _theirs(fields: Fields, rows: Rows, properties: Mapping[str, object]) -> list[tuple[int, str, str]]:
    table = [[str(field["name"]) for field in fields], *rows]
    lookup = [["clave", "texto"], *(list(row.values()) for row in CATALOGUE)]
    types = {"fields": [{"name": "clave", "type": "integer"}, {"name": "texto", "type": "string"}]}
    package = Package.from_descriptor(
        {
            "$schema": V2,
            "resources": [
                {"name": "t", "data": table, "schema": {"fields": list(fields), **properties}},
                {"name": "lista", "data": lookup, "schema": types},
            ],
        }
    )
    with package.get_resource("t") as resource:
        errors = [error for row in resource.row_stream for error in row.errors]
    codes = {"unique-error": "constraint-unique", "primary-key": "primary-key", "foreign-key": "foreign-key"}
    return sorted(
        (error.row_number - 2, codes[error.type], _previous(*re.findall(r"at position (\d+)$", error.note), 2))
        if "position" in error.note
        else (error.row_number - 2, codes[error.type], "")
        for error in errors
        if error.type in codes
    )


def _previous(row: str, first: int) -> str:
    return str(int(row) - first)
