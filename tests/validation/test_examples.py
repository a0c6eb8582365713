"""The examples of every dataset: the valid ones pass, the invalid ones fail with exactly the issues written beside."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from frictionless import Package

from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import Issue
from apertura.model.table import ROW, CanonicalTable
from apertura.validation.known_rows import Named
from apertura.validation.validate import validate
from tests.validation.tabling import table

SCHEMAS = Path(__file__).parents[2] / "schemas"
DATASETS = sorted(path.parent.name for path in SCHEMAS.glob("*/table.schema.json"))
EXPECTED = "invalido.issues.csv"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
OF_ROWS = {"primary-key", "foreign-key"}
"""Errors that Frictionless tells of a row, without a field."""

Told = tuple[str, str, str]
"""Row (the header is 1), field and type; "" where there is none."""


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_valid_example_is_accepted_with_all_its_rows(dataset: str, definitions: Definitions) -> None:
    accepted, issues = _validate(dataset, "valido.csv", definitions)
    assert [issue for issue in issues if issue.type.severity.returns] == []
    assert accepted is not None
    assert len(pl.DataFrame(accepted.data)) == len(_read(dataset, "valido.csv"))


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_valid_example_has_no_error_for_frictionless_keys_included(dataset: str, definitions: Definitions) -> None:
    assert _frictionless(dataset, "valido.csv", definitions) == []


@pytest.mark.parametrize("dataset", DATASETS)
def test_an_invalid_example_is_returned_with_messages_that_can_be_filled(
    dataset: str, definitions: Definitions
) -> None:
    accepted, issues = _validate(dataset, "invalido.csv", definitions)
    assert accepted is None
    assert any(issue.type.severity.returns for issue in issues)
    for issue in issues:
        assert (issue.cell is None) == (issue.row is None)
        places = {"value": issue.value, "field_title": "", "cell": issue.cell, "sheet": issue.sheet, "row": issue.row}
        for template in (issue.type.message_es, issue.type.remedy_es, issue.type.message_en, issue.type.remedy_en):
            assert template.format(**{"suggestion": issue.suggestion, "count": issue.count, **places, **issue.details})


@pytest.mark.parametrize("dataset", DATASETS)
def test_an_invalid_example_has_exactly_the_issues_written_beside_it(dataset: str, definitions: Definitions) -> None:
    _, issues = _validate(dataset, "invalido.csv", definitions)
    found = sorted((str(issue.row or ""), issue.field or "", issue.type.code) for issue in issues)
    assert found == sorted((row["row"], row["field"], row["issue"]) for row in _expected(dataset)), as_csv(issues)


@pytest.mark.parametrize("dataset", DATASETS)
def test_frictionless_finds_exactly_those_that_a_table_schema_can_say(dataset: str, definitions: Definitions) -> None:
    expected = [
        (row["row"], "" if row["frictionless"] in OF_ROWS else row["field"], row["frictionless"])
        for row in _expected(dataset)
        if row["frictionless"]
    ]
    assert _frictionless(dataset, "invalido.csv", definitions) == sorted(expected)


def test_every_grave_rule_of_every_dataset_is_broken_by_its_invalid_example(definitions: Definitions) -> None:
    unbroken = {
        (name, rule.issue_type.code)
        for name, definition in definitions.datasets.items()
        for rule in definition.rules
        if rule.issue_type.severity.returns
        if rule.issue_type.code not in {row["issue"] for row in _expected(name)}
    }
    assert unbroken == set()


def as_csv(issues: Iterable[Issue]) -> str:
    """What the file beside would have to say, to read and compare by eye."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["row", "field", "issue", "frictionless"])
    for issue in issues:
        writer.writerow([issue.row or "", issue.field or "", issue.type.code, _their_type(issue.type.code)])
    return text.getvalue()


def _their_type(code: str) -> str:
    if code in {"foreign-key", "foreign-key-dataset", "fila-en-tabla-devuelta"}:
        return "foreign-key"
    starts = {"type-error": "type-error", "constraint": "constraint-error", "primary-key": "primary-key"}
    return next((theirs for start, theirs in starts.items() if code.startswith(start)), "")


def _expected(dataset: str) -> Sequence[dict[str, str]]:
    with (SCHEMAS / dataset / "examples" / EXPECTED).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _validate(dataset: str, name: str, definitions: Definitions) -> tuple[CanonicalTable | None, tuple[Issue, ...]]:
    frame = _read(dataset, name)
    # the valid examples of all datasets go together
    known = {parent: Named(_read(parent, "valido.csv")) for parent in definitions.parents(dataset)}
    rows = pl.int_range(2, len(frame) + 2, dtype=pl.UInt32, eager=True).alias(ROW)
    sheet = replace(table(frame.columns, frame.rows()), values=frame.insert_column(0, rows))
    return validate(sheet, definitions.publishable[dataset], definitions, known)


def _frictionless(dataset: str, name: str, definitions: Definitions) -> list[Told]:
    definition = definitions.publishable[dataset]
    resources = [{"name": dataset, "data": _data(dataset, name), "schema": dict(definition.schema.descriptor)}]
    resources += [_named(resource, definitions) for resource in _resources(definition)]
    package = Package.from_descriptor({"$schema": PROFILE, "resources": resources})
    report = package.get_resource(dataset).validate(limit_errors=1_000_000)
    found = report.flatten(["rowNumber", "fieldName", "type"])
    return sorted((str(row or ""), "" if kind in OF_ROWS else field or "", kind) for row, field, kind in found)


def _resources(definition: DatasetDefinition) -> Sequence[str]:
    return list(dict.fromkeys(key.resource for key in definition.schema.foreign_keys))


def _named(resource: str, definitions: Definitions) -> dict[str, object]:
    """A catalogue, or the valid example of another dataset, as text."""
    if resource in definitions.datasets:
        data = _data(resource, "valido.csv")
        types = {field.name: field.type for field in definitions.datasets[resource].schema.fields}
    else:
        catalogue = definitions.catalogues[resource]
        data = [list(catalogue.rows[0]), *(list(row.values()) for row in catalogue.rows)]
        types = {str(field["name"]): str(field["type"]) for field in catalogue.descriptor["fields"]}  # type: ignore[attr-defined]
    return {
        "name": resource,
        "data": data,
        "schema": {"fields": [{"name": name, "type": types[name]} for name in data[0]]},
    }


def _data(dataset: str, name: str) -> list[list[str]]:
    with (SCHEMAS / dataset / "examples" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _read(dataset: str, name: str) -> pl.DataFrame:
    return pl.read_csv(SCHEMAS / dataset / "examples" / name, infer_schema=False)
