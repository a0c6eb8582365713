import re
from collections.abc import Mapping, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

import pytest
from frictionless import Dialect, Schema, formats
from frictionless.resources import TableResource
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.validation.tabling import HEADER_ROW, as_csv, check

Fields = Sequence[Mapping[str, object]]
Rows = Sequence[Sequence[str]]
Finding = tuple[int, str, str]

V2 = "https://datapackage.org/profiles/2.0/tableschema.json"
WIDE = Context(prec=10_000, Emin=MIN_EMIN, Emax=MAX_EMAX)
DATASETS = {
    "texts": [
        {"name": "clave", "constraints": {"required": True, "pattern": r"^OG-\d{2}$"}},
        {"name": "estatus", "constraints": {"enum": ["sin_iniciar", "en_proceso", "Sí"], "required": True}},
        {"name": "nota", "constraints": {"minLength": 2, "maxLength": 4}},
        {"name": "correo", "format": "email"},
        {"name": "liga", "format": "uri", "constraints": {"pattern": r"a|^https?://[^\s]+$"}},
    ],
    "numbers": [
        {"name": "entero", "type": "integer", "constraints": {"minimum": 0, "maximum": "50", "enum": [1, "02", 50]}},
        {"name": "libre", "type": "integer", "bareNumber": False, "constraints": {"exclusiveMinimum": 3}},
        {"name": "avance", "type": "number", "apertura:decimales": 2, "constraints": {"minimum": 0, "maximum": 100.5}},
        {"name": "monto", "type": "number", "apertura:decimales": 2, "groupChar": ".", "decimalChar": ","},
        {"name": "peso", "type": "number", "apertura:decimales": 0, "constraints": {"exclusiveMaximum": "7.5"}},
    ],
    "times": [
        {"name": "fecha", "type": "date", "constraints": {"minimum": "2015-01-01", "maximum": "2024-12-31"}},
        {"name": "dia", "type": "date", "format": "%d/%m/%Y", "constraints": {"required": True}},
        {"name": "anio", "type": "year", "constraints": {"minimum": 2015, "enum": ["2015", "2024"]}},
        {"name": "mes", "type": "yearmonth", "constraints": {"maximum": "2024-06"}},
        {"name": "momento", "type": "datetime"},
        {"name": "hora", "type": "time"},
    ],
    "others": [
        {"name": "si_no", "type": "boolean", "trueValues": ["Sí", "Si"], "falseValues": ["No"]},
        {"name": "verdad", "type": "boolean", "constraints": {"enum": ["true"]}},
        {"name": "punto", "type": "geopoint"},
        {"name": "lista", "type": "array"},
        {"name": "lo_que_sea", "type": "any"},
        {"name": "duracion", "type": "duration"},
        {"name": "propio", "type": "integer", "missingValues": ["-", "ND"]},
    ],
}
SPELLINGS = {
    "texts": ["OG-01", "OG-١٢", "OG-01\n", "og-01", " OG-01", "sin_iniciar", "Sí", "Si\u0301", "en_proceso ", "ab",
              "añ",               "an\u0303o", "abcde", "a@b.mx", "ñ@b.mx", "a b@c.mx", "a@b", "http://a",
              "https://a b", "x:y", "www.a.mx",
              "https://á.mx/\x1c", "http://", "a", "ax", "http://["],
    "numbers": ["0", "1", "02", "2", "50", "51", "-1", "+19", " 13 ", "1_6", "٣", "3.5", "1e3", "0x10", "$ 5 pesos",
                "5%",                 "100.5", "100.51", "1.000", "1,5", "1.234,5", "1.2.3,4", ",5", "5.",
                ".5", "7.5", "7", "-0", "-0.00",
                "1.005", "1e-9", "NaN", "Infinity", "-Infinity", "1E+30", "9" * 19, "9" * 40, "1" * 5000,
                "12345678901234567890.12", "1e999999", "0e-500", "--5", "1 000"],
    "times": ["2024-01-05", "2024-1-5", " 2024-01-05", "24-01-05", "2014-12-31", "2025-01-01", "2024-02-30",
              "0000-01-01",               "0001-01-01", "2024/01/05", "2024-01-05 00:00:00", "05/01/2024",
              "5/1/2024", "05-01-2024", "31/02/2024",
              "٠٥/01/2024", "2015", "2024", "2014", "24", " 202", "+024", "-024", "02024", "٢٠٢٤", "2024-06", "2024-07",
              "2024-1", "2024-13", "24-1", "20240-01", "2024- 1", "2024-01-05T10:00:00", "2024-01-05T10:00:00Z",
              "2024-01-05T10", "10:00:00", "10:00", "25:00:00"],
    "others": ["Sí", "Si", "si", "Sí ", "No", "NO", "true", "TRUE", "tRUE", "1", "0", "false", "19.4,-99.1", "91,200",
               "19.4", "[1]", "[", '{"a": 1}', "P1D", "P1Y2M", "1 día", "-", "ND", " ND", "7", "hola"],
}  # fmt: skip


@pytest.mark.parametrize("name", DATASETS)
def test_every_odd_spelling_gets_the_verdict_of_frictionless_in_every_field(name: str) -> None:
    width = len(DATASETS[name])
    _assert_same_verdict(DATASETS[name], [[text] * width for text in SPELLINGS[name]])


@settings(max_examples=30, derandomize=True, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(DATASETS)))
def test_any_table_gets_the_verdict_of_frictionless(data: st.DataObject, name: str) -> None:
    odd = st.text(alphabet="0123456789-/.,:+ eESíNoña_@$%OG\n", max_size=6)
    cell = st.one_of(st.just(""), st.sampled_from(SPELLINGS[name]), odd)
    width = len(DATASETS[name])
    _assert_same_verdict(
        DATASETS[name], data.draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=30))
    )


def _assert_same_verdict(fields: Fields, rows: Rows) -> None:
    theirs, ours = _theirs(fields, rows), _ours(fields, rows)
    # A row without any value is one "blank-row" there; intake never hands one over.
    blank = {row for row, _, code in theirs if code == "blank-row"}
    unpublishable = _unpublishable(fields, rows)
    assert {(row, name) for row, name, code in ours if code == "type-error"} >= unpublishable
    aside = {finding for finding in theirs | ours if finding[0] in blank or finding[:2] in unpublishable}
    assert ours - aside == theirs - aside


def _ours(fields: Fields, rows: Rows) -> set[Finding]:
    codes = {(issue.row, issue.field, issue.type.code) for issue in check(fields, rows)[1]}
    return {
        (row - HEADER_ROW - 1, name, "type-error" if code.startswith("type-error") else code)
        for row, name, code in codes
        # both are of this house: a schema says neither
        if code != "decimales-de-mas" and not code.startswith("dato-personal")
    }


def _theirs(fields: Fields, rows: Rows) -> set[Finding]:
    control = formats.CsvControl(delimiter=",", quote_char='"', double_quote=True, skip_initial_space=False)
    resource = TableResource(
        data=as_csv([str(field["name"]) for field in fields], rows),
        format="csv",
        encoding="utf-8",
        dialect=Dialect(controls=[control]),
        schema=_schema(fields),
    )
    with resource:
        errors = [error for row in resource.row_stream for error in row.errors]
    return {(error.row_number - 2, getattr(error, "field_name", ""), _code(error.type, error.note)) for error in errors}


def _schema(fields: Fields) -> Schema:
    return Schema.from_descriptor({"$schema": V2, "fields": list(fields)})


def _code(type_: str, note: str) -> str:
    return re.sub('^constraint "(.+?)".*', r"constraint-\1", note) if type_ == "constraint-error" else type_


def _unpublishable(fields: Fields, rows: Rows) -> set[tuple[int, str]]:
    """Cells that frictionless reads, but whose value no column of the published type can hold."""
    readers = [field.create_cell_reader() for field in _schema(fields).fields]
    return {
        (index, str(field["name"]))
        for index, row in enumerate(rows)
        for field, reader, text in zip(fields, readers, row, strict=True)
        if _is_unpublishable(reader(text)[0], int(field.get("apertura:decimales", 9)))
    }


def _is_unpublishable(value: object, decimals: int) -> bool:
    match value:
        case bool():
            return False
        case int():
            return not -(2**63) <= value < 2**63
        case Decimal():
            if not value.is_finite():
                return True
            exponent = int(WIDE.normalize(value).as_tuple().exponent)
            return exponent >= -decimals and value.adjusted() >= 38 - decimals and value != 0
        case tuple((int(year), int(_))):
            return year > 9999
        case _:
            return False
