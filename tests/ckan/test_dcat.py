"""What machines read of a dataset at a portal with ckanext-dcat and ckanext-scheming."""

import hashlib
import json
import secrets
from pathlib import Path

import pytest
import requests
from rdflib import DCAT, DCTERMS, OWL, Graph, Literal, URIRef

from apertura.publication.ckan.mapping.ids import dataset_id
from tests.ckan.conftest import Ckan, Start
from tests.ckan.workspace import CONCEPTS, Workspace, tables

VERSION = URIRef("http://www.w3.org/ns/dcat#version")
SPDX = "http://spdx.org/rdf/terms#"


@pytest.fixture
def ckan(start: Start) -> Ckan:
    return start("2.12-dcat")


@pytest.fixture
def workspace(ckan: Ckan, tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path, f"avances-{secrets.token_hex(4)}", ckan.environment)
    made.release(tables("uno"))
    made.to_portal()
    return made


def fetched(ckan: Ckan, path: str) -> str:
    answer = requests.get(f"{ckan.front.behind}/{path}", timeout=60)
    assert answer.ok, answer.text
    return answer.text


def test_the_catalogue_in_turtle_says_what_the_descriptor_says(ckan: Ckan, workspace: Workspace) -> None:
    for path in ("catalog.ttl", f"dataset/{workspace.name}.ttl"):
        graph = Graph().parse(data=fetched(ckan, path), format="turtle")
        [dataset] = graph.subjects(DCTERMS.identifier, Literal(f"urn:uuid:{dataset_id(workspace.name)}"))
        assert graph.value(dataset, DCTERMS.title) == Literal("Avances de prueba")
        assert graph.value(dataset, DCTERMS.accrualPeriodicity) == URIRef(f"{CONCEPTS}/frequency/QUARTERLY")
        assert graph.value(dataset, DCAT.theme) == URIRef(f"{CONCEPTS}/data-theme/GOVE")
        assert graph.value(dataset, DCTERMS.language) == URIRef(f"{CONCEPTS}/language/SPA")
        assert graph.value(dataset, DCTERMS.accessRights) == URIRef(f"{CONCEPTS}/access-right/PUBLIC")
        assert Literal("1.0.0") in {graph.value(dataset, VERSION), graph.value(dataset, OWL.versionInfo)}
        [temporal] = graph.objects(dataset, DCTERMS.temporal)
        assert str(graph.value(temporal, DCAT.startDate)).startswith("2024-01-01")
        assert list(graph.objects(dataset, DCTERMS.spatial))
        digests = {str(value) for value in graph.objects(None, URIRef(f"{SPDX}checksumValue"))}
        assert {hashlib.sha256(content).hexdigest() for content in workspace.files("1.0.0").values()} <= digests


def test_the_croissant_file_parses_and_names_every_file(ckan: Ckan, workspace: Workspace) -> None:
    text = fetched(ckan, f"dataset/{workspace.name}/croissant.jsonld")
    said = json.loads(text)
    assert len(Graph().parse(data=text, format="json-ld")) > 0
    assert "Avances de prueba" in json.dumps(said["name"])
    assert "1.0.0" in json.dumps(said)
    assert f"{workspace.name}.parquet" in json.dumps(said["distribution"]).lower()


def test_what_the_forms_define_is_said_in_their_fields(ckan: Ckan, workspace: Workspace) -> None:
    package = ckan.seen_by_anybody("package_show", id=workspace.name).json()["result"]
    assert package["theme"] == [f"{CONCEPTS}/data-theme/GOVE"]
    assert package["language"] == [f"{CONCEPTS}/language/SPA"]
    [coverage] = package["temporal_coverage"]
    assert (coverage["start"], coverage["end"]) == ("2024-01-01", "2024-03-28")
    [contact] = package["contact"]
    assert contact["name"] == "Responsable de datos abiertos"
    assert "theme" not in {extra["key"] for extra in package["extras"]}
    assert workspace.to_portal().empty
