"""docs/modelo-de-datos.md is true of the schemas: every dataset, every word of the files, the drawing, the coverage."""

import csv
import io
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from apertura.cli.coverage_map import coverage_map, derived_map
from apertura.cli.entity_diagram import DERIVED, entity_diagram
from apertura.definitions.datasets.dataset_shape import DatasetShape, RuleShape
from apertura.definitions.datasets.table_shape import Constraints, FieldShape, TableShape
from apertura.definitions.derived.derived_shape import DerivedShape
from apertura.definitions.derived.relations import RELATIONS
from apertura.definitions.plans.plan_coverage import plan_coverage
from apertura.model.definition import Definitions
from apertura.model.source import READINGS
from apertura.release.derived.derive import derive

REPO = Path(__file__).parents[1]
DOCUMENT = (REPO / "docs/modelo-de-datos.md").read_text(encoding="utf-8")
UNDRAWN = {"organismo", "periodo"}


def test_every_line_of_the_plan_is_reported_with_a_dataset_of_its_own(definitions: Definitions) -> None:
    (coverage,) = [each for each in plan_coverage(definitions) if each.plan.id == "snt-ceatp-2024"]
    assert [line for line, names in coverage.specific.items() if not names] == []
    assert (coverage.covered, coverage.covered_specifically, len(coverage.plan.lineas)) == (28, 28, 28)
    assert coverage.general == ("avance_linea_accion", "evidencia")


def test_the_map_says_both_counts_and_what_is_lacking(definitions: Definitions) -> None:
    (coverage,) = plan_coverage(definitions)
    assert coverage_map(coverage).endswith(
        "Líneas con algún conjunto: 28 de 28.\nSin contar los conjuntos generales: 28 de 28.\n"
    )
    lacking = type(coverage)(coverage.plan, ("avance_linea_accion",), {**coverage.specific, "2.1.b": ()})
    text = coverage_map(lacking)
    assert "(solo los conjuntos generales)" in text
    assert text.endswith("Líneas con algún conjunto: 28 de 28.\nSin contar los conjuntos generales: 27 de 28.\n")
    assert "Líneas con algún conjunto: 27 de 28." in coverage_map(type(coverage)(coverage.plan, (), lacking.specific))


def test_the_drawing_in_the_document_is_that_of_the_schemas_today() -> None:
    program = Path(sys.executable).with_name("apertura")
    drawn = subprocess.run(
        [program, "esquemas", "--diagrama", "--esquemas", REPO / "schemas"], capture_output=True, text=True, check=True
    )
    (committed,) = re.findall(
        r"<!-- apertura esquemas --diagrama -->\n\n(.*)\n<!-- fin del dibujo -->", DOCUMENT, re.DOTALL
    )
    assert committed == drawn.stdout


def test_every_dataset_is_drawn_once_and_every_key_leads_where_the_schema_says(definitions: Definitions) -> None:
    drawing = entity_diagram(definitions)
    drawn = Counter(re.findall(r"^    (\w+) \{$", drawing, re.MULTILINE))
    assert drawn == Counter(list(definitions.publishable))
    relations = Counter(re.findall(r"^    (\w+) (?:\|\||\|o)--o[|{] (\w+) : ", drawing, re.MULTILINE))
    keys = Counter(
        (key.resource, name)
        for name, dataset in definitions.publishable.items()
        for key in dataset.schema.foreign_keys
        if key.resource not in UNDRAWN
    )
    assert relations == keys


def test_each_derived_dataset_is_drawn_apart_with_a_broken_line_from_those_it_is_computed_from(
    definitions: Definitions,
) -> None:
    drawing = entity_diagram(definitions)
    _, apart = drawing.split(f"### {DERIVED}\n")
    assert set(re.findall(r"^    (\w+) \{$", apart, re.MULTILINE)) == definitions.derived.keys() != set()
    broken = Counter(re.findall(r"^    (\w+) \}o\.\.o\{ (\w+) : ", drawing, re.MULTILINE))
    assert broken == Counter((source, name) for name in definitions.derived for source in definitions.precursors(name))


def test_the_map_says_what_is_computed_and_from_what(definitions: Definitions) -> None:
    told = derived_map(definitions)
    assert [name for name in definitions.derived if f" {name}: " not in told] == []
    assert "cumplimiento_linea: avance_linea_accion\n" in told
    assert derived_map(replace(definitions, derived={})) == ""


def test_the_work_plan_that_is_published_is_the_map(definitions: Definitions) -> None:
    (coverage,) = plan_coverage(definitions)
    version = derive(definitions.derived["plan_de_trabajo"], definitions, {}, None)
    assert version is not None
    (data,) = [each.content for each in version.resources if each.name == "plan_de_trabajo.csv"]
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    told = {(row["linea_accion_id"], row["conjunto"]) for row in rows}
    assert len({line for line, _ in told}) == 28
    assert told == {(line, name) for line, names in coverage.specific.items() for name in (*names, *coverage.general)}
    assert {row["conjunto"] for row in rows if row["conjunto_general"] == "true"} == set(coverage.general)


def test_every_dataset_has_its_reasons(definitions: Definitions) -> None:
    told = set(re.findall(r"\*\*`([a-z0-9_]+)`\*\*", DOCUMENT))
    assert definitions.publishable.keys() - told == set()
    assert told - definitions.publishable.keys() - definitions.catalogues.keys() == set()


@pytest.mark.parametrize("shape", [DatasetShape, DerivedShape, RuleShape, TableShape, FieldShape, Constraints])
def test_every_key_of_the_files_is_explained(shape: type) -> None:
    keys = {field.alias or name for name, field in shape.model_fields.items()} - {"$schema"}
    assert {key for key in keys if f"`{key}`" not in DOCUMENT} == set()


def test_every_reading_is_explained() -> None:
    assert {reading for reading in READINGS if f"| `{reading}` |" not in DOCUMENT} == set()


def test_every_relation_of_the_definitions_is_explained_with_its_columns() -> None:
    for name, relation in RELATIONS.items():
        (row,) = re.findall(rf"^\| `{name}` \|.*$", DOCUMENT, re.MULTILINE)
        assert [column for column in relation.columns if f"`{column}`" not in row] == []
