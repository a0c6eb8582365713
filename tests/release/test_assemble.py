"""What a version says, and when there is one."""

import csv
import dataclasses
import io
import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.errors import UnpublishableTableError
from apertura.model.version import DatasetVersion, VersionNumber
from apertura.release.assemble import assemble
from apertura.release.files import COVERAGE, DESCRIPTOR, LINEAGE, NOTES, SCHEMA
from tests.release.builders import (
    RECEIVED,
    acceptance,
    as_published,
    definition,
    definitions,
    field,
    row,
)
from tests.release.builders import (
    SCHEMA as TABLE_SCHEMA,
)

AVANCES = definition()
WORLD = definitions(AVANCES)
START = (acceptance("OG-01", "2024-T1"), acceptance("OG-02", "2024-T1"))


def content(version: DatasetVersion, name: str) -> bytes:
    return next(resource.content for resource in version.resources if resource.name == name)


def table(version: DatasetVersion, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(version, name).decode(), newline="")))


def first(*acceptances, dataset=AVANCES) -> DatasetVersion:
    version = assemble(dataset, WORLD, acceptances, None)
    assert version is not None
    return version


def test_nothing_accepted_is_nothing_to_publish() -> None:
    assert assemble(AVANCES, WORLD, [], None) is None
    assert assemble(AVANCES, WORLD, [], as_published(first(*START))) is None


def test_the_first_version_counts_what_is_in_it() -> None:
    version = first(*START)
    assert version.number == VersionNumber(1, 0, 0)
    assert version.reasons == ("Primera versión: 4 filas de 2 organismos en 1 periodo.",)
    assert version.rows == 4


def test_the_order_in_which_tables_were_accepted_changes_no_byte() -> None:
    assert first(*START) == first(*reversed(START))


def test_no_difference_is_no_version() -> None:
    assert assemble(AVANCES, WORLD, START, as_published(first(*START))) is None


def test_the_same_values_written_in_other_bytes_are_no_version() -> None:
    earlier = as_published(first(*START))
    told = json.loads(json.dumps(earlier.descriptor))
    (parquet,) = (each for each in told["resources"] if each["path"] == "avances.parquet")
    parquet.update(type="file", bytes=100, hash=f"sha256:{'0' * 64}")
    other = {**earlier.checksums, "avances.parquet": "0" * 64}
    assert assemble(AVANCES, WORLD, START, dataclasses.replace(earlier, descriptor=told, checksums=other)) is None


def test_an_example_that_was_published_as_a_number_is_no_version() -> None:
    shown = {**TABLE_SCHEMA, "fields": [{**each, "example": 7} for each in TABLE_SCHEMA["fields"]]}
    dataset = definition(shown)
    earlier = as_published(first(*START, dataset=dataset))
    told = json.loads(json.dumps(earlier.descriptor))
    for each in told["resources"][0]["schema"]["fields"]:
        assert each["example"] == "7"
        each["example"] = 7
    assert assemble(dataset, WORLD, START, dataclasses.replace(earlier, descriptor=told)) is None


def test_the_same_values_in_another_file_are_no_version() -> None:
    again = acceptance("OG-02", "2024-T1", content=b"otro", received=RECEIVED + timedelta(days=3))
    assert assemble(AVANCES, WORLD, [START[0], again], as_published(first(*START))) is None


def test_rows_are_sorted_by_the_key_and_each_names_the_cell_it_came_from() -> None:
    rows = [row("OG-01", "2024-T1", n) for n in (10, 9, 2)]
    version = first(acceptance("OG-02", "2024-T1", 1), acceptance("OG-01", "2024-T1", rows))
    assert [(each["organismo_id"], each["numero"]) for each in table(version, "avances.csv")] == [
        ("OG-01", "2"),
        ("OG-01", "9"),
        ("OG-01", "10"),
        ("OG-02", "1"),
    ]
    lineage = table(version, LINEAGE)
    assert [each["fila"] for each in lineage] == ["10", "9", "8", "8"]
    assert lineage[0]["archivo_sha256"] == acceptance("OG-01", "2024-T1").submission.sha256
    assert lineage[0]["hoja"] == "Avance"


def test_coverage_states_what_is_there_what_is_missing_and_what_nobody_asked_for() -> None:
    version = first(acceptance("OG-01", "2024-T1"), acceptance("OG-01", "2024-T3"))
    states = {(each["organismo_id"], each["periodo_id"]): each["estado"] for each in table(version, COVERAGE)}
    assert states == {
        ("OG-01", "2024-T1"): "aceptada",
        ("OG-01", "2024-T2"): "faltante",
        ("OG-01", "2024-T3"): "adicional",
        ("OG-02", "2024-T1"): "faltante",
        ("OG-02", "2024-T2"): "faltante",
        ("OG-03", "2024-T1"): "faltante",
        ("OG-03", "2024-T2"): "faltante",
    }
    summary = json.loads(content(version, DESCRIPTOR))["apertura:cobertura"]
    assert summary == {"aceptada": 1, "faltante": 5, "adicional": 1, "retenida": 0}


def test_a_body_owes_nothing_for_periods_in_which_it_did_not_exist() -> None:
    gone = dataclasses.replace(WORLD.garantes["OG-03"], valid_until=WORLD.periods["2024-T1"].start)
    world = dataclasses.replace(WORLD, garantes={**WORLD.garantes, "OG-03": gone})
    version = assemble(AVANCES, world, START, None)
    assert version is not None
    assert [each["periodo_id"] for each in table(version, COVERAGE) if each["organismo_id"] == "OG-03"] == ["2024-T1"]


def test_a_key_handed_in_again_for_a_later_period_replaces_the_earlier_row_and_coverage_counts_it() -> None:
    schema = {**TABLE_SCHEMA, "primaryKey": ["organismo_id", "numero"]}
    register = definition(schema)
    version = first(
        acceptance("OG-01", "2024-T2", [row("OG-01", "2024-T2", 2, estatus="cerrado")]),
        acceptance("OG-01", "2024-T1", 3),
        dataset=register,
    )
    assert [(r["numero"], r["estatus"]) for r in table(version, "avances.csv")] == [
        ("1", "abierto"),
        ("2", "cerrado"),
        ("3", "abierto"),
    ]
    counted = {r["periodo_id"]: (r["filas"], r["filas_sustituidas"]) for r in table(version, COVERAGE)[:2]}
    assert counted == {"2024-T1": ("2", "1"), "2024-T2": ("1", "0")}


def test_two_bodies_with_one_key_stop_the_version_and_are_named() -> None:
    schema = {**TABLE_SCHEMA, "primaryKey": ["numero"]}
    with pytest.raises(UnpublishableTableError, match="OG-01 2024-T1, fila 8 y OG-02 2024-T1, fila 8"):
        first(*START, dataset=definition(schema))


def with_fields(*fields) -> dict:
    return {**TABLE_SCHEMA, "fields": list(fields)}


def test_a_table_accepted_before_a_field_existed_has_nothing_in_it() -> None:
    wider = definition(with_fields(*TABLE_SCHEMA["fields"], field("nota", "string")))
    version = assemble(wider, WORLD, START, as_published(first(*START)))
    assert version is not None
    assert version.number == VersionNumber(1, 1, 0)
    assert version.reasons == ("Se agrega el campo «nota» al final.",)
    assert {each["nota"] for each in table(version, "avances.csv")} == {""}


def test_a_table_accepted_before_a_field_was_demanded_is_not_published_without_it() -> None:
    demanded = field("nota", "string", constraints={"required": True})
    with pytest.raises(UnpublishableTableError, match="«nota»"):
        first(*START, dataset=definition(with_fields(*TABLE_SCHEMA["fields"], demanded)))


def test_digits_that_no_longer_fit_are_not_rounded_away() -> None:
    whole = [each if each["name"] != "avance" else {**each, "apertura:decimales": 0} for each in TABLE_SCHEMA["fields"]]
    with pytest.raises(UnpublishableTableError, match="«avance»"):
        first(*START, dataset=definition(with_fields(*whole)))


def test_made_up_data_say_so_wherever_they_are_described() -> None:
    version = first(START[0], acceptance("OG-02", "2024-T1", channel="demostracion"))
    descriptor = json.loads(content(version, DESCRIPTOR))
    assert descriptor["title"] == "Avances de prueba (datos de demostración)"
    assert descriptor["description"].startswith("DATOS DE DEMOSTRACIÓN")
    assert descriptor["apertura:demostracion"] is True
    assert "**Datos de demostración**" in content(version, NOTES).decode()
    assert "demostraci" not in content(first(*START), DESCRIPTOR).decode().replace("apertura:demostracion", "").lower()


def test_the_descriptor_depends_on_what_was_received_and_not_on_the_clock() -> None:
    later = acceptance("OG-02", "2024-T1", received=RECEIVED + timedelta(hours=5, minutes=7))
    descriptor = json.loads(content(first(START[0], later), DESCRIPTOR))
    assert descriptor["created"] == "2024-04-15T23:07:00Z"
    assert descriptor["temporal"] == {"start": "2024-01-01", "end": "2024-03-28"}
    assert descriptor["sources"] == [{"title": "Órgano 1"}, {"title": "Órgano 2"}]


def test_the_published_schema_says_how_values_are_published_not_how_they_may_be_handed_in() -> None:
    schema = json.loads(content(first(*START), SCHEMA))
    assert not any("trueValues" in each for each in schema["fields"])
    assert schema["missingValues"] == [""]


def test_the_notes_keep_the_whole_history_latest_first() -> None:
    one = first(*START)
    two = assemble(AVANCES, WORLD, [*START, acceptance("OG-03", "2024-T2", 1)], as_published(one))
    assert two is not None
    text = content(two, NOTES).decode()
    assert text.index("## 1.1.0") < text.index("Se agrega 1 fila de 1 organismo en 2024-T2.") < text.index("## 1.0.0")


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from(["OG-01", "OG-02", "OG-03"]), st.sampled_from(["2024-T1", "2024-T2", "2024-T3"])),
        min_size=1,
        unique=True,
    ),
    st.data(),
)
def test_any_acceptances_published_once_are_not_published_again(pairs, data) -> None:
    accepted = [acceptance(*pair, data.draw(st.integers(1, 4))) for pair in pairs]
    version = assemble(AVANCES, WORLD, accepted, None)
    assert version is not None
    assert assemble(AVANCES, WORLD, data.draw(st.permutations(accepted)), as_published(version)) is None
