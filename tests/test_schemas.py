"""Everything in ``schemas/`` is sound, described and closed; Frictionless itself reads it as we do."""

import csv
import json
from pathlib import Path

import pytest
from frictionless import Package

from apertura.definitions import lint
from apertura.intake.readings import READINGS as READERS
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.source import READINGS
from apertura.model.text import fold

SCHEMAS = Path(__file__).parents[1] / "schemas"
DATASETS = sorted(path.parent.name for path in SCHEMAS.glob("*/dataset.yaml"))
DERIVED = sorted(path.parent.name for path in SCHEMAS.glob("*/derivado.sql"))
RECEIVED = sorted(set(DATASETS) - set(DERIVED))


@pytest.fixture(params=DATASETS)
def dataset(request: pytest.FixtureRequest, definitions: Definitions) -> DatasetDefinition:
    return definitions.publishable[request.param]


@pytest.fixture(params=RECEIVED)
def received(request: pytest.FixtureRequest, definitions: Definitions) -> DatasetDefinition:
    return definitions.datasets[request.param]


@pytest.mark.long
def test_nothing_is_wrong() -> None:
    assert lint(SCHEMAS) == ()


def test_every_folder_with_a_dataset_is_loaded(definitions: Definitions) -> None:
    assert sorted(definitions.publishable) == DATASETS
    assert sorted(definitions.datasets) == RECEIVED != []
    assert sorted(definitions.derived) == DERIVED != []


@pytest.mark.long
def test_the_catalogues_are_a_data_package_that_frictionless_finds_valid() -> None:
    report = Package(str(SCHEMAS / "datapackage.yaml")).validate()
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []
    assert report.stats["tasks"] >= 14


def test_every_csv_of_a_catalogue_is_in_the_package(definitions: Definitions) -> None:
    named = json.dumps(Package(str(SCHEMAS / "datapackage.yaml")).to_dict())
    files = [*SCHEMAS.glob("catalogos/*.csv"), *SCHEMAS.glob("plan/*/*.csv")]
    assert [path.name for path in files if path.relative_to(SCHEMAS).as_posix() not in named] == []


def test_the_plan_is_whole_and_the_garantes_are_counted(definitions: Definitions) -> None:
    (plan,) = [plan for plan in definitions.plans if plan.id == "snt-ceatp-2024"]
    assert len(plan.lineas) == 28
    assert len({linea.estrategia for linea in plan.lineas}) == 9
    assert len(definitions.catalogues["eje"].rows) == 4
    assert sum(garante.kind == "organo_garante" for garante in definitions.garantes.values()) == 33


def test_every_garante_is_found_by_its_own_name(definitions: Definitions) -> None:
    lost = [garante.id for garante in definitions.garantes.values() if not knows(definitions, garante.name, garante.id)]
    assert lost == []


def test_every_reading_that_may_be_named_can_be_done() -> None:
    assert set(READERS) == READINGS


def test_every_field_says_what_it_is(dataset: DatasetDefinition) -> None:
    for field in dataset.schema.fields:
        assert len(field.title) >= 3, field.name
        assert len(field.description) >= 20, field.name
        assert field.example, field.name
        assert field.description.endswith((".", "…")), field.name


def test_every_field_can_be_fed(received: DatasetDefinition) -> None:
    fields = {field.name for field in received.schema.fields}
    assert {column.field for column in received.columns if column.field} <= fields
    assert {meaning.field for meaning in received.meanings} <= fields
    assert set(received.context) <= fields
    assert {name for rule in received.rules for name in rule.fields} <= fields


def test_rows_of_two_garantes_never_share_a_key(received: DatasetDefinition) -> None:
    assert {field for field, source in received.context.items() if source == "garante"} & set(
        received.schema.primary_key
    )


def test_who_owes_a_table_is_someone(received: DatasetDefinition, definitions: Definitions) -> None:
    kinds = {garante.kind for garante in definitions.garantes.values()}
    assert set(received.expected_kinds) <= kinds
    assert set(received.expected_periods) <= set(definitions.periods)


@pytest.mark.parametrize("name", DATASETS)
def test_the_examples_have_the_header_of_the_schema(name: str) -> None:
    schema = json.loads((SCHEMAS / name / "table.schema.json").read_text(encoding="utf-8"))
    for example in ("valido.csv", "invalido.csv"):
        with (SCHEMAS / name / "examples" / example).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in schema["fields"]]


def knows(definitions: Definitions, name: str, id_: str) -> bool:
    return definitions.aliases.get(fold(name)) == id_
