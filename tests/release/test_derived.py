"""Datasets computed from published ones: the figures, where each comes from, and when there is a new version."""

import csv
import dataclasses
import io
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.errors import UnpublishableTableError
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.derivation import Derivation
from apertura.model.plan import WorkPlan
from apertura.model.policy import Outcome
from apertura.model.submission import DEMO_CHANNEL
from apertura.model.version import DatasetVersion, PublishedVersion
from apertura.publication.foresee import foresee
from apertura.release.assemble import assemble
from apertura.release.derived.derive import derive
from apertura.release.files import COVERAGE, DESCRIPTOR, LINEAGE, NOTES, QUALITY, QUERY, data_file, parquet_file
from tests.release.builders import DATASET, acceptance, as_published, definition, field, row
from tests.release.builders import definitions as small

NAME = "resumen"
COUNT: dict[str, Any] = {"constraints": {"required": True, "minimum": 0}}
FIELDS = [
    field("organismo_id", "string", constraints={"required": True}),
    field("periodo_id", "string", constraints={"required": True}),
    field("filas", "integer", **COUNT),
    field("medidas", "integer", **COUNT),
    field("promedio", "number", **{"apertura:decimales": 2}),
]
SCHEMA = {
    "fields": FIELDS,
    "primaryKey": ["organismo_id", "periodo_id"],
    "foreignKeys": [
        {"fields": ["organismo_id"], "reference": {"resource": "organismo", "fields": ["organismo_id"]}},
    ],
}
SELECT = """SELECT organismo_id, periodo_id, count(_fila) AS filas, count(avance) AS medidas,
    CAST(round(avg(avance), 2) AS DECIMAL(5, 2)) AS promedio, list(_fila) AS _filas_avances
"""
SUMMARY = f"{SELECT} FROM avances GROUP BY ALL"
EVERYONE = f"""{SELECT}
FROM organismo CROSS JOIN (SELECT DISTINCT periodo_id FROM avances)
LEFT JOIN avances USING (organismo_id, periodo_id) GROUP BY ALL"""
RENAMED = EVERYONE.replace("count(_fila)", "count(avances._fila)").replace("list(_fila)", "list(avances._fila)")

Sources = Mapping[str, PublishedVersion]


def derived(query: str = SUMMARY, sources: tuple[str, ...] = (DATASET, "organismo"), **more: Any) -> DatasetDefinition:
    return definition(
        SCHEMA,
        name=NAME,
        title="Resumen",
        summary="Cuánto avanza cada organismo.",
        plan_lines=(),
        context={},
        expected_kinds=(),
        expected_periods=(),
        derivation=Derivation(query, sources, None),
        **more,
    )


@pytest.fixture(scope="module")
def world(definitions: Definitions) -> Definitions:
    """The small world of the other tests, with the messages and the policies of the real one."""
    plan = WorkPlan("plan", "Plan", date(2024, 1, 1), date(2024, 12, 31), ())
    return dataclasses.replace(
        small(),
        issue_types=definitions.issue_types,
        policies=definitions.policies,
        plans=(plan,),
        derived={NAME: derived()},
    )


def published(world: Definitions, *acceptances: Any, before: PublishedVersion | None = None) -> Sources:
    version = assemble(world.datasets[DATASET], world, acceptances, before)
    assert version is not None
    return {DATASET: as_published(version)}


def files(version: DatasetVersion) -> dict[str, bytes]:
    return {resource.name: resource.content for resource in version.resources}


def rows(version: DatasetVersion, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files(version)[name].decode(), newline="")))


def compute(world: Definitions, sources: Sources, dataset: DatasetDefinition | None = None) -> DatasetVersion:
    version = derive(dataset or world.derived[NAME], world, sources, None)
    assert version is not None
    return version


def measured(garante: str, *figures: str | None) -> Any:
    made = [
        row(garante, "2024-T1", number, avance=None if figure is None else Decimal(figure))
        for number, figure in enumerate(figures, 1)
    ]
    return acceptance(garante, "2024-T1", made)


def test_the_figures_are_those_one_gets_by_hand_and_what_is_missing_is_not_zero(world: Definitions) -> None:
    sources = published(world, measured("OG-01", "10.00", None, "20.01"), measured("OG-02", None))
    version = compute(world, sources)
    assert rows(version, data_file(NAME)) == [
        {"organismo_id": "OG-01", "periodo_id": "2024-T1", "filas": "3", "medidas": "2", "promedio": "15.01"},
        {"organismo_id": "OG-02", "periodo_id": "2024-T1", "filas": "1", "medidas": "0", "promedio": ""},
    ]
    assert str(version.number) == "1.0.0"
    assert version.reasons == ("Primera versión: 2 filas, que se calculan de sus fuentes.",)


@settings(max_examples=15)
@given(figures=st.lists(st.none() | st.integers(0, 10_000), min_size=1, max_size=6))
def test_the_figures_are_those_of_pandas(world: Definitions, figures: list[int | None]) -> None:
    texts = [None if figure is None else str(Decimal(figure) / 100) for figure in figures]
    (computed,) = rows(compute(world, published(world, measured("OG-01", *texts))), data_file(NAME))
    column = pd.Series([None if text is None else float(text) for text in texts], dtype="float64")
    assert (computed["filas"], computed["medidas"]) == (str(len(column)), str(column.count()))
    assert (computed["promedio"] == "") == (column.count() == 0)
    if computed["promedio"]:
        assert float(computed["promedio"]) == pytest.approx(column.mean(), abs=0.0051)


def test_each_row_says_of_which_rows_of_which_version_it_was_made(world: Definitions) -> None:
    sources = published(world, measured("OG-01", "10.00", "20.00"), measured("OG-02", "1.00"))
    version = compute(world, sources, derived(RENAMED))
    told = [
        (each["organismo_id"], each["fuente"], each["fuente_version"], each["fuente_clave"])
        for each in rows(version, LINEAGE)
    ]
    assert [entry[:3] for entry in told] == [
        (garante, DATASET, "1.0.0") for garante in ("OG-01", "OG-01", "OG-02", "OG-03")
    ]
    keys = [json.loads(entry[3]) if entry[3] else None for entry in told]
    assert keys == [
        {"organismo_id": "OG-01", "periodo_id": "2024-T1", "numero": "1"},
        {"organismo_id": "OG-01", "periodo_id": "2024-T1", "numero": "2"},
        {"organismo_id": "OG-02", "periodo_id": "2024-T1", "numero": "1"},
        None,
    ]


def test_the_lineage_leads_back_to_rows_that_give_the_figure(world: Definitions) -> None:
    sources = published(world, measured("OG-01", "10.00", "30.50"), measured("OG-02", "1.00"))
    version = compute(world, sources)
    there = {
        tuple(each[name] for name in ("organismo_id", "periodo_id", "numero")): each["avance"]
        for each in csv.DictReader(io.StringIO(sources[DATASET].data.decode(), newline=""))
    }
    for made in rows(version, data_file(NAME)):
        keys = [
            json.loads(each["fuente_clave"])
            for each in rows(version, LINEAGE)
            if each["organismo_id"] == made["organismo_id"]
        ]
        figures = [Decimal(there[tuple(key.values())]) for key in keys]
        assert Decimal(made["promedio"]) == round(sum(figures) / len(figures), 2)


def test_a_version_has_the_files_of_any_other_and_its_query_and_no_coverage(world: Definitions) -> None:
    version = compute(world, published(world, measured("OG-01", "10.00")))
    there = files(version)
    assert there[QUERY].decode() == SUMMARY
    assert COVERAGE not in there
    assert {
        data_file(NAME),
        parquet_file(NAME),
        LINEAGE,
        DESCRIPTOR,
        NOTES,
        QUALITY,
        "SHA256SUMS",
        "diccionario.csv",
    } <= there.keys()
    described = json.loads(there[DESCRIPTOR])
    assert described["sources"] == [
        {"title": "Avances de prueba", "path": "avances/1.0.0/datapackage.json", "version": "1.0.0"},
        {"title": "Organismo"},
    ]
    assert described["created"] == "2024-04-15T18:00:00Z"
    assert described["temporal"] == {"start": "2024-01-01", "end": "2024-03-28"}
    assert "apertura:cobertura" not in described


def test_csv_and_parquet_say_the_same(world: Definitions) -> None:
    version = compute(world, published(world, measured("OG-01", "10.00", None), measured("OG-02", None)))
    table = pq.read_table(io.BytesIO(files(version)[parquet_file(NAME)]))
    assert [
        {name: "" if value is None else str(value) for name, value in each.items()} for each in table.to_pylist()
    ] == rows(version, data_file(NAME))


def test_the_same_sources_give_the_same_bytes_in_whatever_order_they_came(world: Definitions) -> None:
    some = (measured("OG-01", "10.00", "3.33"), measured("OG-02", "1.00"), measured("OG-03", None))
    assert files(compute(world, published(world, *some))) == files(compute(world, published(world, *reversed(some))))


def test_nothing_new_is_no_version(world: Definitions) -> None:
    sources = published(world, measured("OG-01", "10.00"))
    before = foresee(compute(world, sources))
    assert derive(world.derived[NAME], world, sources, before) is None


def after(world: Definitions, old: tuple[Any, ...], new: tuple[Any, ...]) -> DatasetVersion | None:
    first = published(world, *old)
    second = published(world, *new, before=first[DATASET])
    return derive(world.derived[NAME], world, second, foresee(compute(world, first)))


def test_a_corrected_cell_of_a_source_is_a_patch_that_counts_what_moved(world: Definitions) -> None:
    version = after(world, (measured("OG-01", "10.00", "20.00"),), (measured("OG-01", "10.00", "30.00"),))
    assert version is not None
    assert str(version.number) == "1.0.1"
    assert version.reasons == ("Cambia 1 valor de «promedio», que se calculó otra vez.",)
    assert {each["fuente_version"] for each in rows(version, LINEAGE)} == {"1.0.1"}
    assert json.loads(files(version)[DESCRIPTOR])["sources"][0]["version"] == "1.0.1"


def test_a_source_that_changed_in_what_the_table_does_not_tell_makes_no_version(world: Definitions) -> None:
    other = acceptance("OG-01", "2024-T1", [row("OG-01", "2024-T1", 1, avance=Decimal("10.00"), clave="otra")])
    assert after(world, (measured("OG-01", "10.00"),), (other,)) is None


def test_rows_that_come_are_minor_and_rows_that_go_are_major(world: Definitions) -> None:
    one, two = measured("OG-01", "10.00"), measured("OG-02", "20.00")
    more = after(world, (one,), (one, two))
    assert more is not None
    assert (str(more.number), more.reasons) == ("1.1.0", ("Se agrega 1 fila.",))
    fewer = after(world, (one, two), (one,))
    assert fewer is not None
    assert (str(fewer.number), fewer.reasons) == (
        "2.0.0",
        ("Deja de publicarse 1 fila: ya no sale de las fuentes.",),
    )


def test_another_query_with_the_same_answer_is_no_version_and_with_another_is_one(world: Definitions) -> None:
    sources = published(world, measured("OG-01", "10.00", "20.00"))
    before = foresee(compute(world, sources))
    assert derive(derived(f"-- lo mismo\n{SUMMARY}"), world, sources, before) is None
    otherwise = derive(derived(SUMMARY.replace("avg(", "max(")), world, sources, before)
    assert otherwise is not None
    assert str(otherwise.number) == "1.0.1"


def test_before_any_source_is_published_there_is_nothing(world: Definitions) -> None:
    assert derive(world.derived[NAME], world, {}, None) is None


def test_what_is_made_of_definitions_alone_needs_no_submission_and_is_dated_by_them(world: Definitions) -> None:
    query = """SELECT organismo_id, periodo_id, 0 AS filas, 0 AS medidas, CAST(NULL AS DECIMAL(5, 2)) AS promedio,
        [_fila] AS _filas__esperado FROM _esperado"""
    plain = derived(query, ("_esperado",))
    dated = dataclasses.replace(plain, derivation=Derivation(query, ("_esperado",), date(2024, 5, 2)))
    version = compute(world, {}, dated)
    assert version.rows == 6
    described = json.loads(files(version)[DESCRIPTOR])
    assert (described["created"], described["temporal"]["end"]) == ("2024-05-02T00:00:00Z", "2024-12-31")
    assert rows(version, LINEAGE)[0]["fuente"] == "_esperado"
    assert rows(version, LINEAGE)[0]["fuente_version"] == ""


def test_no_row_left_is_told_and_the_last_version_stands(world: Definitions) -> None:
    nobody = derived(SUMMARY.replace("GROUP BY ALL", "WHERE numero > 99 GROUP BY ALL"))
    sources = published(world, measured("OG-01", "10.00"))
    assert derive(nobody, world, sources, None) is None
    with pytest.raises(UnpublishableTableError, match=r"ya no sale ninguna fila. Sigue la versión 1\.0\.0"):
        derive(nobody, world, sources, foresee(compute(world, sources)))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("count(avance)", "-1", "«medidas» («-1»)"),
        ("count(avance)", "CAST(NULL AS BIGINT)", "fila 1, «medidas»: "),
        ("SELECT organismo_id", "SELECT 'OG-77' AS organismo_id", "«organismo_id» («OG-77»)"),
        ("GROUP BY ALL", "GROUP BY ALL UNION ALL FROM (SELECT 'OG-01', '2024-T1', 1, 1, 1.0, [1])", "fila "),
        ("count(avance)", "CAST('muchas' AS BIGINT)", "no se puede calcular"),
        ("count(avance) AS medidas", "1 AS otras", "no son los campos del esquema"),
        ("count(avance)", "CAST(10 * random() AS BIGINT)", "llama a «random»"),
        ("FROM avances", "FROM read_csv('avances.csv')", "lee de «read_csv»"),
        ("FROM avances", "FROM periodo", "lee «periodo»"),
    ],
)
def test_what_is_not_valid_is_never_published(world: Definitions, old: str, new: str, words: str) -> None:
    sources = published(world, measured("OG-01", "10.00"))
    with pytest.raises(UnpublishableTableError) as caught:
        derive(derived(SUMMARY.replace(old, new)), world, sources, None)
    assert words in str(caught.value)


def test_what_is_made_of_a_demonstration_is_marked_as_one(world: Definitions) -> None:
    sources = published(world, acceptance("OG-01", "2024-T1", channel=DEMO_CHANNEL))
    described = json.loads(files(compute(world, sources))[DESCRIPTOR])
    assert described["apertura:demostracion"] is True
    assert described["title"] == "Resumen (datos de demostración)"


def test_the_quality_report_does_not_call_computed_rows_primary(world: Definitions) -> None:
    sources = published(world, measured("OG-01", "10.00"), measured("OG-02", "20.00"))
    first = compute(world, sources)
    more = published(world, measured("OG-01", "10.00"), measured("OG-02", "20.50"), before=sources[DATASET])
    second = derive(world.derived[NAME], world, more, foresee(first))
    assert second is not None
    criteria = {each["clave"]: each for each in json.loads(files(second)[QUALITY])["politicas"][0]["caracteristicas"]}
    assert criteria["primarios"]["resultado"] == Outcome.UNMET
    assert "linaje.csv dice de cuáles" in files(second)["CALIDAD.md"].decode()
    assert criteria["en_formatos_abiertos"]["resultado"] == Outcome.MET


def test_a_source_published_before_a_field_was_added_has_no_value_in_it(world: Definitions) -> None:
    sources = published(world, measured("OG-01", "10.00"))
    header, *lines = sources[DATASET].data.decode().splitlines()
    place = header.split(",").index("avance")
    without = [
        "".join(",".join(part for index, part in enumerate(line.split(",")) if index != place))
        for line in (header, *lines)
    ]
    old = dataclasses.replace(sources[DATASET], data="\r\n".join([*without, ""]).encode())
    (computed,) = rows(compute(world, {DATASET: old}), data_file(NAME))
    assert (computed["filas"], computed["medidas"], computed["promedio"]) == ("1", "0", "")
