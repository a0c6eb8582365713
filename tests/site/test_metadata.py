"""What machines read of the catalogue, judged by tools that none of us wrote."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import polars as pl
import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, Graph, URIRef
from rdflib.compare import isomorphic

from apertura.site.feeds import sitemap
from tests.release.data_package import unlike_the_profile
from tests.site.conftest import REPO, WITH_CHANGES, Site, apertura

SHAPES = Path(__file__).with_name("dcat_ap_3.shapes.ttl")


def file_of(site: Site, address: str) -> Path:
    assert address.startswith(site.url)
    return site.folder / address.removeprefix(site.url)


def test_every_descriptor_is_as_the_published_profile_of_data_packages_has_it(site: Site) -> None:
    descriptors = list((site.data / "published").glob("*/*/datapackage.json"))
    assert len(descriptors) > 40
    assert {path: found for path in descriptors if (found := unlike_the_profile(path))} == {}


def test_both_forms_of_dcat_are_one_graph_that_conforms_to_dcat_ap_3(site: Site) -> None:
    turtle = Graph().parse(site.folder / "catalogo.ttl")
    assert isomorphic(turtle, Graph().parse(site.folder / "catalogo.jsonld", format="json-ld"))
    conforms, _, report = validate(turtle, shacl_graph=Graph().parse(SHAPES))
    assert conforms, report
    assert len(list(turtle.subjects(predicate=DCAT.landingPage))) == len(
        list((site.data / "published").glob("*/latest"))
    )
    for distribution, file in turtle.subject_objects(predicate=DCAT.downloadURL):
        assert file_of(site, str(file)).stat().st_size == int(turtle.value(distribution, DCAT.byteSize))


@pytest.mark.parametrize("gone", [DCAT.accessURL, DCAT.distribution, DCAT.dataset])
def test_what_dcat_ap_asks_for_is_missed_where_it_is_not(site: Site, gone: URIRef) -> None:
    graph = Graph().parse(site.folder / "catalogo.ttl")
    graph.remove((None, gone, None))
    conforms, _, _ = validate(graph, shacl_graph=Graph().parse(SHAPES))
    assert not conforms


def test_each_dataset_page_says_what_it_is_to_the_search_engines_of_data(site: Site) -> None:
    for page in site.folder.glob("conjuntos/*/index.html"):
        (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text(encoding="utf-8"))
        about = json.loads(told)
        assert about["@type"] == "Dataset"
        assert {"name", "description", "license", "version", "creator", "temporalCoverage", "url"} <= about.keys()
        assert len(about["description"]) >= 50, "what Google's data set search asks for"
        for file in about["distribution"]:
            assert file_of(site, file["contentUrl"]).is_file()
        graph = Graph().parse(
            data=json.dumps({**about, "@context": {"@vocab": "https://schema.org/"}}), format="json-ld"
        )
        assert len(list(graph.subjects(predicate=URIRef("https://schema.org/contentUrl")))) == len(
            about["distribution"]
        )


def test_croissant_describes_each_dataset_and_reads_its_rows(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # where it keeps what it fetches is settled when it is first imported
    monkeypatch.setenv("CROISSANT_CACHE", str(tmp_path))
    import mlcroissant

    described = sorted(site.folder.glob("conjuntos/*/croissant.json"))
    assert len(described) == len(list((site.data / "published").glob("*/latest")))
    for path in described:
        name = path.parent.name
        assert f"conjuntos/{name}/croissant.json" in path.with_name("index.html").read_text(encoding="utf-8")
        told = mlcroissant.Dataset(jsonld=path)
        assert not told.metadata.issues.errors
        assert not told.metadata.issues.warnings
        rows = list(told.records(name))
        published = pl.read_parquet(site.published(name) / f"{name}.parquet")
        assert len(rows) == published.height
        assert [each.removeprefix(f"{name}/") for each in rows[0]] == published.columns
        key = f"{name}/{told.metadata.record_sets[0].key[0].removeprefix(f'{name}/')}"
        values = published[key.removeprefix(f"{name}/")].cast(pl.String).to_list()
        assert [row[key].decode() if isinstance(row[key], bytes) else str(row[key]) for row in rows] == values


def test_a_file_that_is_not_what_croissant_says_is_not_read(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROISSANT_CACHE", str(tmp_path))
    import mlcroissant

    told = json.loads((site.folder / f"conjuntos/{WITH_CHANGES}/croissant.json").read_bytes())
    told["distribution"][0]["sha256"] = "0" * 64
    (tmp_path / "otro.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(mlcroissant.GenerationError):
        list(mlcroissant.Dataset(jsonld=tmp_path / "otro.json").records(WITH_CHANGES))


def test_a_version_with_a_doi_is_cited_by_it_everywhere_and_no_other_is(site: Site, tmp_path: Path) -> None:
    version = site.published(WITH_CHANGES).resolve().name
    schemas = tmp_path / "schemas"
    shutil.copytree(REPO / "schemas", schemas)
    settings = schemas / "sitio/sitio.yaml"
    given = f'dois: {{{WITH_CHANGES}: {{"1.0.0": "10.5281/zenodo.1", "{version}": "10.5281/zenodo.2"}}}}'
    settings.write_text(settings.read_text(encoding="utf-8").replace("dois: {}", given), encoding="utf-8")
    place = tmp_path / "sitio"
    made = apertura("sitio", "--datos", site.data, "--salida", place, "--esquemas", schemas)
    assert made.returncode == 0, made.stderr
    page = (place / f"conjuntos/{WITH_CHANGES}/index.html").read_text(encoding="utf-8")
    assert "[Conjunto de datos]. https://doi.org/10.5281/zenodo.2</p>" in page
    assert "  doi = {10.5281/zenodo.2}," in page
    assert '"identifier": "https://doi.org/10.5281/zenodo.2"' in page
    croissant = json.loads((place / f"conjuntos/{WITH_CHANGES}/croissant.json").read_bytes())
    assert croissant["citeAs"] == "https://doi.org/10.5281/zenodo.2"
    turtle = Graph().parse(place / "catalogo.ttl")
    assert validate(turtle, shacl_graph=Graph().parse(SHAPES))[0]
    told = {str(value): str(each) for each, value in turtle.subject_objects(DCTERMS.identifier) if "doi.org" in value}
    assert {value: each.rstrip("/").rpartition("/")[2] for value, each in told.items()} == {
        "https://doi.org/10.5281/zenodo.2": WITH_CHANGES
    }
    others = [path for path in place.glob("conjuntos/*/index.html") if path.parent.name != WITH_CHANGES]
    assert not any("doi.org" in path.read_text(encoding="utf-8") for path in others)


def test_the_feeds_are_sound_and_lead_to_the_pages_of_the_versions(site: Site) -> None:
    feeds = [*site.folder.glob("conjuntos/*/novedades.atom"), site.folder / "novedades.atom"]
    assert len(feeds) > 40
    for feed in feeds:
        read = feedparser.parse(feed.read_bytes())
        assert not read.bozo
        assert read.version == "atom10"
        assert read.feed.id
        assert read.feed.updated_parsed
        assert read.feed.author
        ids = [entry.id for entry in read.entries]
        assert ids
        assert len(set(ids)) == len(ids)
        for entry in read.entries:
            assert file_of(site, entry.link).is_file()
            assert entry.title
            assert entry.summary
            assert entry.updated_parsed
    one = feedparser.parse((site.folder / f"conjuntos/{WITH_CHANGES}/novedades.atom").read_bytes())
    assert [entry.title.rsplit(" ", 1)[1] for entry in one.entries] == [
        site.published(WITH_CHANGES).resolve().name,
        "1.0.0",
    ]


def test_the_sitemap_has_every_page_and_nothing_else(site: Site) -> None:
    top = ET.parse(site.folder / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert top.tag == f"{space}urlset"
    assert sorted(file_of(site, str(each.text)) for each in top.iter(f"{space}loc")) == site.pages()
    assert f"Sitemap: {site.url}sitemap.xml" in (site.folder / "robots.txt").read_text()


@pytest.mark.parametrize(("pages", "maps"), [(50_000, 1), (50_001, 2), (120_000, 3)])
def test_more_pages_than_a_sitemap_may_hold_are_in_several(pages: int, maps: int) -> None:
    paths = [f"conjuntos/{number}.html" for number in range(pages)]
    files = {name: ET.fromstring(content) for name, content in sitemap("https://datos.mx/", paths)}
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [top for top in files.values() if top.tag == f"{space}urlset"]
    assert len(listed) == maps
    assert all(len(top) <= 50_000 for top in listed)
    assert [each.text for top in listed for each in top.iter(f"{space}loc")] == [f"https://datos.mx/{p}" for p in paths]
    if maps > 1:
        index = files["sitemap.xml"]
        assert index.tag == f"{space}sitemapindex"
        named = [str(each.text) for each in index.iter(f"{space}loc")]
        assert named == [f"https://datos.mx/{name}" for name in files if name != "sitemap.xml"]


def test_llms_txt_has_the_form_of_one_and_every_link_of_it_leads_somewhere(site: Site) -> None:
    text = (site.folder / "llms.txt").read_text(encoding="utf-8")
    assert re.match(r"# .+\n\n> .+\n\n", text)
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) == 3 * len(list((site.data / "published").glob("*/latest")))
    for link in links:
        assert file_of(site, link).is_file()
