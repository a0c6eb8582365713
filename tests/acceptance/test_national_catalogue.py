"""The demonstration's catalogue is whole: read with DuckDB and frictionless alone, from what is published."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import duckdb
import frictionless
import pytest
import yaml

REPO = Path(__file__).parents[2]
DATASETS = tuple(sorted(path.parent.name for path in (REPO / "schemas").glob("*/dataset.yaml")))
MADE_UP = tuple(name for name in DATASETS if (REPO / "schemas" / name / "examples/demo.yaml").exists())
Key = tuple[str, tuple[str, ...], str, tuple[str, ...]]


@pytest.fixture(scope="module")
def latest(demo: Path) -> Mapping[str, Path]:
    """The last version of each published dataset."""
    return {path.parent.name: path for path in sorted((demo / "published").glob("*/latest"))}


@cache
def descriptor(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_bytes())


def parquet(folder: Path) -> str:
    (path,) = (resource["path"] for resource in descriptor(folder)["resources"] if resource["format"] == "parquet")
    return str(folder / path)


def keys(latest: Mapping[str, Path]) -> list[Key]:
    """Every foreign key between two published datasets, as the descriptors say it."""
    return [
        (name, tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
        for name, folder in latest.items()
        for resource in descriptor(folder)["resources"]
        if resource["name"] == name
        for key in resource["schema"].get("foreignKeys", ())
        if key["reference"]["resource"] in latest
    ]


def dangling(child: str, fields: tuple[str, ...], parent: str, reference: tuple[str, ...], *, without: int = 0) -> int:
    """Count rows of a Parquet file that name no row of another, from which the first ``without`` rows are left out."""
    same = " AND ".join(f'child."{one}" = parent."{other}"' for one, other in zip(fields, reference, strict=True))
    named = " AND ".join(f'child."{field}" IS NOT NULL' for field in fields)
    query = (
        f"SELECT count(*) FROM read_parquet($child) child WHERE {named} AND NOT EXISTS (SELECT 1 FROM"
        f" (SELECT * FROM read_parquet($parent) ORDER BY ALL OFFSET {without}) parent WHERE {same})"
    )
    found = duckdb.connect().execute(query, {"child": child, "parent": parent}).fetchone()
    assert found is not None
    return int(found[0])


def test_every_dataset_is_published_with_rows_and_says_that_they_are_made_up(latest: Mapping[str, Path]) -> None:
    assert set(DATASETS) <= set(latest)
    for name, folder in latest.items():
        sources = " ".join(source["title"] for source in descriptor(folder)["sources"])
        # what is computed of what is not made up is not made up either
        assert ("demostración" in descriptor(folder)["title"]) == (name in MADE_UP or "demostración" in sources)
        found = (
            duckdb.connect().execute("SELECT count(*) FROM read_parquet($file)", {"file": parquet(folder)}).fetchone()
        )
        assert found is not None
        assert found[0] > 0


@pytest.mark.parametrize("dataset", DATASETS)
def test_frictionless_finds_each_package_valid(latest: Mapping[str, Path], dataset: str) -> None:
    report = frictionless.validate(str(latest[dataset] / "datapackage.json"))
    assert report.valid, report.flatten(["taskNumber", "rowNumber", "fieldName", "type", "note"])[:5]
    assert dataset in {task.name for task in report.tasks}


def test_every_key_between_datasets_holds_in_the_parquet_files_alone(latest: Mapping[str, Path]) -> None:
    found = keys(latest)
    assert {(child, parent) for child, _, parent, _ in found} >= {
        ("evidencia", "avance_linea_accion"), ("plan_accion_local", "secretariado_tecnico_local"),
        ("compromiso_local", "plan_accion_local"), ("hito_compromiso", "compromiso_local"),
        ("inventario_recurso", "inventario_datos"), ("contrato_ocds", "contratacion_ocds"),
        ("proyecto_avance", "proyecto_oc4ids"), ("proyecto_proceso", "proyecto_oc4ids"),
        ("plandai_resultado", "plandai_red_local"), ("plandai_historia", "plandai_red_local"),
        ("accion_programa_datos_abiertos", "programa_datos_abiertos"),
    }  # fmt: skip
    for child, fields, parent, reference in found:
        files = parquet(latest[child]), parquet(latest[parent])
        assert dangling(files[0], fields, files[1], reference) == 0, (child, parent)
        # the check itself sees what is not there
        count = duckdb.connect().execute("SELECT count(*) FROM read_parquet($file)", {"file": files[1]}).fetchone()
        assert count is not None
        assert dangling(files[0], fields, files[1], reference, without=count[0]) > 0, (child, parent)


def test_what_is_returned_is_what_was_planted_or_names_it(demo: Path) -> None:
    planted = {
        (mistake["garante"], mistake["periodo"], dataset)
        for dataset in MADE_UP
        for mistake in yaml.safe_load((REPO / "schemas" / dataset / "examples/demo.yaml").read_text())
        .get("errores", ())
    }  # fmt: skip
    returned, follows = set(), set()
    for path in (demo / "reports").rglob("informe.json"):
        report = json.loads(path.read_bytes())
        for table in report["tablas"]:
            key = (report["entrega"]["garante"], report["entrega"]["periodo"], table["conjunto"])
            grave = {issue["tipo"] for issue in table["incidencias"] if issue["severidad"] in ("critica", "grave")}
            if grave == {"fila-en-tabla-devuelta"}:
                follows.add(key)
            elif grave:
                returned.add(key)
    assert returned <= planted
    assert len({dataset for _, _, dataset in returned}) > 8
    assert follows
