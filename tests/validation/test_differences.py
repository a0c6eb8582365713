"""Where we part from frictionless, one test for each difference that docs/diferencias.md lists, and none unlisted."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from frictionless import Resource, Schema
from frictionless.exception import FrictionlessException

from apertura.errors import InvalidSchemaError, UnreadableTableError
from apertura.validation.tableschema import Dialect, check, errors
from tests.validation.oracle.verdicts import FrictionlessFailsError, theirs

DOCUMENT = Path(__file__).parents[2] / "docs" / "diferencias.md"
V2 = "https://datapackage.org/profiles/2.0/tableschema.json"


def file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "t.csv"
    path.write_bytes(text.encode(encoding))
    return path


def found(path: Path, schema: Mapping[str, Any], **how: Any) -> list[tuple[int | None, int | None, str]]:
    listed = errors(path, {"$schema": V2, **schema}, **how)
    places = [(sample.row, cause.number, cause.type) for cause, sample in listed]
    return sorted(places, key=lambda place: (place[0] or 0, place[1] or 0, place[2]))


def their_types(text: str, schema: Mapping[str, Any], folder: Path) -> list[str]:
    return [error[2] for error in theirs(text.encode(), {"$schema": V2, **schema}, folder)]


def guessed(path: Path, schema: Mapping[str, Any], **said: str) -> Resource:
    """The file as frictionless takes it where nobody says how it is written."""
    return Resource(path.name, basepath=str(path.parent), schema=Schema.from_descriptor({**schema}), **said)


def test_unique_keys(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "uniqueKeys": [["a", "b"]]}
    text = "a,b\n1,1\n1,2\n1,1\n1,\n1,\n"
    assert their_types(text, schema, tmp_path) == []
    assert found(file(tmp_path, text), schema) == [(4, None, "unique-key")]


def test_categories(tmp_path: Path) -> None:
    options = [{"value": "1", "label": "Uno"}, {"value": "2"}]
    schema = {
        "fields": [
            {"name": "a", "type": "string", "categories": options},
            {"name": "b", "type": "integer", "categories": [1, 2]},
        ]
    }
    text = "a,b\n1,01\n3,3\n,\n"
    assert their_types(text, schema, tmp_path) == ["blank-row"]
    path = file(tmp_path, text)
    assert found(path, schema) == [(3, 1, "constraint-error"), (3, 2, "constraint-error"), (4, None, "blank-row")]
    assert {cause.constraint for cause, _ in errors(path, schema)} == {"categories", None}


def test_json_schema(tmp_path: Path) -> None:
    profile = {"type": "object", "required": ["lat"]}
    schema = {"fields": [{"name": "a", "type": "object", "constraints": {"jsonSchema": profile}}]}
    text = 'a\n"{""lat"": 1}"\n"{}"\nx\n'
    with pytest.raises(FrictionlessException, match="not valid"):
        Schema.from_descriptor({"$schema": V2, **schema})
    assert found(file(tmp_path, text), schema) == [(3, 1, "constraint-error"), (4, 1, "type-error")]


def test_labels_that_repeat_where_fields_are_matched_by_name(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "fieldsMatch": "subset"}
    assert their_types("a,b,a\n1,2,3\n", schema, tmp_path) == ["error"]
    assert found(file(tmp_path, "a,b,a\n1,2,3\n"), schema) == [(None, 3, "duplicate-label")]


@pytest.mark.parametrize(
    ("type_", "bound", "text"),
    [
        ("number", 0, "sNaN"),
        ("datetime", "2024-01-01T00:00:00", "2024-01-05T10:00:00Z"),
        ("time", "10:00:00", "11:00:00+01:00"),
    ],
)
def test_values_that_cannot_be_compared(type_: str, bound: object, text: str, tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a", "type": type_, "constraints": {"minimum": bound}}]}
    with pytest.raises(FrictionlessFailsError):
        their_types(f"a\n{text}\n", schema, tmp_path)
    assert found(file(tmp_path, f"a\n{text}\n"), schema) == [(2, 1, "type-error")]


def test_keys_that_have_no_hash(tmp_path: Path) -> None:
    schema = {
        "fields": [{"name": "a", "type": "object", "constraints": {"unique": True}}, {"name": "b", "type": "number"}]
    }
    schema["primaryKey"] = ["b"]
    text = 'a,b\n"{""x"": 1, ""y"": 2}",sNaN\n"{""y"": 2, ""x"": 1}",sNaN\n'
    schema["fields"][0].pop("constraints")
    with pytest.raises(FrictionlessFailsError, match="signaling NaN"):
        their_types(text, schema, tmp_path)
    assert found(file(tmp_path, text), schema) == []
    schema = {"fields": [{"name": "a", "type": "object"}, {"name": "b", "type": "string"}], "primaryKey": ["a"]}
    with pytest.raises(FrictionlessFailsError, match="unhashable"):
        their_types(text, schema, tmp_path)
    assert found(file(tmp_path, text), schema) == [(3, None, "primary-key")]


@pytest.mark.parametrize(
    ("type_", "constraints", "said"),
    [
        ("integer", {"minimum": "cinco"}, "«cinco», en minimum, no es de tipo integer"),
        ("string", {"pattern": "("}, "una restricción no se puede leer"),
        ("string", {"pattern": "(?i)a"}, "una restricción no se puede leer"),
    ],
)
def test_constraints_that_no_reader_could_use(
    type_: str, constraints: dict[str, object], said: str, tmp_path: Path
) -> None:
    schema = {"fields": [{"name": "a", "type": type_, "constraints": constraints}]}
    with pytest.raises(FrictionlessFailsError):
        their_types("a\n7\n", schema, tmp_path)
    with pytest.raises(InvalidSchemaError, match=re.escape(said)):
        check(file(tmp_path, "a\n7\n"), schema)


def test_version_two_without_saying_so(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a", "type": "integer", "constraints": {"exclusiveMinimum": 0}}]}
    with pytest.raises(FrictionlessException):
        Schema.from_descriptor({**schema})
    path = file(tmp_path, "a\n0\n")
    assert [(sample.row, cause.constraint) for cause, sample in errors(path, schema)] == [(2, "exclusiveMinimum")]


def test_an_example_that_is_none(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a", "type": "integer", "example": "x"}]}
    with pytest.raises(FrictionlessException):
        Schema.from_descriptor({**schema})
    assert check(file(tmp_path, "a\n1\n"), schema).valid


def test_the_header_is_the_first_record(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}
    path = file(tmp_path, "Informe\na,b,c\n1,2,3\n4,5,6\n7,8,9\n")
    assert guessed(path, schema).validate().valid
    assert {type_ for _, _, type_ in found(path, schema)} == {"incorrect-label", "missing-label", "extra-cell"}


def test_the_separator_is_not_sniffed(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a"}, {"name": "b"}]}
    path = file(tmp_path, "a, b\n1, 2\n3, 4\n")
    report = guessed(path, schema).validate()
    assert report.valid
    values = [sample.value for _, sample in errors(path, {"fields": [{"name": "a"}, {"name": "b", "type": "year"}]})]
    assert values == [" 2", " 4"]
    semicolons = file(tmp_path, "a;b\n1,5;2\n3,5;4\n")
    assert found(semicolons, schema) == []
    assert found(semicolons, schema, dialect=Dialect(",")) != []


def test_the_encoding_is_said_and_not_guessed(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a"}]}
    path = file(tmp_path, "a\nñandú\naño\n", "latin-1")
    assert guessed(path, schema).validate().valid
    with pytest.raises(UnreadableTableError, match="El registro 2"):
        check(path, schema)
    assert check(path, schema, dialect=Dialect(encoding="latin-1")).valid


def test_bytes_of_another_encoding_in_the_middle(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a", "type": "integer"}]}
    path = file(tmp_path, "a\n" + "x\n" * 9000 + "ñ\n", "latin-1")
    report = guessed(path, schema, encoding="utf-8").validate(limit_errors=10**9)
    assert report.tasks[0].errors[-1].type == "encoding-error"
    with pytest.raises(UnreadableTableError, match="El registro 9002"):
        check(path, schema)


def test_errors_have_no_limit(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a", "type": "integer"}]}
    path = file(tmp_path, "a\n" + "x\n" * 1500)
    assert len(guessed(path, schema).validate().tasks[0].errors) == 1000
    report = check(path, schema, samples=3)
    assert (report.errors, len(report.counts[0].samples)) == (1500, 3)


def test_tables_that_foreign_keys_name(tmp_path: Path) -> None:
    key = {"fields": ["a"], "reference": {"resource": "otra", "fields": ["k"]}}
    schema = {"fields": [{"name": "a", "type": "integer"}], "foreignKeys": [key]}
    path = file(tmp_path, "a\n1\n3\n")
    with pytest.raises(UnreadableTableError, match="--tabla otra=ARCHIVO"):
        check(path, schema)
    other = tmp_path / "otra.csv"
    other.write_text("k\n01\n2\n")
    assert found(path, schema, tables={"otra": other}) == [(3, None, "foreign-key")]
    as_texts = {"fields": [{"name": "k", "type": "string"}]}
    assert len(found(path, schema, tables={"otra": (other, as_texts)})) == 2


def test_parquet_is_not_read_through_pandas(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"a": [2024, None, 1], "b": ["x", "x", "x"]}).write_parquet(path)
    schema = {"fields": [{"name": "a", "type": "year"}, {"name": "b"}]}
    assert check(path, schema).valid
    report = guessed(path, schema).validate()
    assert not report.valid


def test_each_difference_of_the_document_has_its_test_and_each_test_its_difference() -> None:
    listed = re.findall(r"^\| \d+ \| .* \| `(test_\w+)` \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    here = [name for name in globals() if name.startswith("test_") and not name.startswith("test_each_difference")]
    assert sorted(listed) == sorted(here)
