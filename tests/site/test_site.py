"""The site as files: whole, light, the same for the same input, and careful with what is not its own."""

import re
import shutil
import urllib.request
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from babel.messages.pofile import read_po
from markupsafe import escape

from apertura.definitions import load
from apertura.feedback.explain import texts
from apertura.feedback.reason import section
from apertura.site.csvw import csvw_file
from apertura.site.settings import read_settings
from apertura.site.words import LANGUAGES
from tests.acceptance.trees import contents, touched
from tests.site.conftest import REPO, WITH_CHANGES, Site, apertura, without_drawings

ROOM = REPO / "src" / "apertura"


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.add(str(found["id"]))
        for name in ("href", "src", "action"):
            if found.get(name) and found.get("rel") != "canonical":
                self.links.add(str(found[name]))


def test_every_link_of_every_page_leads_to_a_file_and_to_a_place_in_it(site: Site) -> None:
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in site.pages()}
    assert len(pages) > 300
    broken = []
    for page, found in pages.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            inside = unquote(parts.fragment)
            if not target.is_file() or (inside and "=" not in inside and inside not in pages[target].ids):
                broken.append((str(page.relative_to(site.folder)), link))
    assert broken == []


def test_every_page_says_its_own_address(site: Site) -> None:
    for page in site.pages():
        (said,) = re.findall(r'<link rel="canonical" href="([^"]*)">', page.read_text(encoding="utf-8"))
        assert said == site.url + page.relative_to(site.folder).as_posix()


def test_every_kind_of_issue_has_the_page_that_letters_link_to(site: Site) -> None:
    definitions = replace(load(REPO / "schemas"), site="https://datos.ejemplo.org/")
    kinds = [(type_, None) for type_ in definitions.issue_types.values()]
    for name, definition in definitions.datasets.items():
        kinds += [(each.issue_type, name) for each in (*definition.rules, *definition.comparisons)]
    assert len(kinds) > 300
    for language in LANGUAGES:
        for type_, dataset in kinds:
            place = section(type_, definitions, dataset, language).removeprefix("https://datos.ejemplo.org/")
            page = (site.folder / place).read_text(encoding="utf-8")
            assert f"<code>{type_.code}</code>" in page
            assert f"<h1>{escape(texts(type_, language)[0])}</h1>" in page


def released(place: Path) -> dict[str, str]:
    """What is in the folder of a version beside the description that the site adds."""
    found = contents(place)
    del found[csvw_file(place.parent.name)]
    return found


def test_every_file_of_every_version_is_at_its_lasting_address(site: Site) -> None:
    published = site.data / "published"
    for version in (path for path in published.glob("*/*") if not path.is_symlink() and path.is_dir()):
        assert released(site.folder / "datos" / version.relative_to(published)) == contents(version)
    latest = site.published(WITH_CHANGES).resolve()
    assert released(site.folder / "datos" / WITH_CHANGES / "latest") == contents(latest)
    assert len(list((published / WITH_CHANGES).glob("[0-9]*"))) == 2


def test_no_page_weighs_more_than_150_kb_before_its_charts(site: Site) -> None:
    weights = {path: len(without_drawings(path.read_text(encoding="utf-8")).encode()) for path in site.pages()}
    assert {str(path): weight for path, weight in weights.items() if weight > 150_000} == {}


def test_made_again_nothing_is_touched_and_made_elsewhere_it_is_the_same_bytes(site: Site, tmp_path: Path) -> None:
    before, drawn = contents(site.folder), touched(site.folder)
    again = apertura("sitio", "--datos", site.data, "--url", site.url)
    assert " 0 archivos escritos" in again.stdout
    assert touched(site.folder) == drawn
    assert apertura("sitio", "--datos", site.data, "--url", site.url, "--salida", tmp_path / "otro").returncode == 0
    made = contents(tmp_path / "otro")
    assert {name for name in before if before[name] != made.get(name)} <= {"todo/apertura.duckdb", "SHA256SUMS"}
    assert made.keys() == before.keys()
    here, there = (set((place / "SHA256SUMS").read_text().splitlines()) for place in (site.folder, tmp_path / "otro"))
    assert {line.split("  ")[1] for line in here ^ there} <= {"todo/apertura.duckdb"}


def test_only_what_differs_is_written_again_and_what_is_no_longer_of_the_site_goes(site: Site, tmp_path: Path) -> None:
    place = tmp_path / "sitio"
    apertura("sitio", "--datos", site.data, "--url", site.url, "--salida", place)
    (place / "acerca.html").write_text("otra cosa", encoding="utf-8")
    (place / "conjuntos" / "ya-no").mkdir()
    (place / "conjuntos" / "ya-no" / "index.html").touch()
    made = apertura("sitio", "--datos", site.data, "--url", site.url, "--salida", place)
    assert ": 1 archivos escritos" in made.stdout
    assert "1 retirados" in made.stdout
    made, whole = contents(place), contents(site.folder)
    assert made.keys() == whole.keys()
    assert {name for name in made if made[name] != whole[name]} <= {"todo/apertura.duckdb", "SHA256SUMS"}


def test_made_while_a_night_publishes_it_agrees_with_itself(site: Site, tmp_path: Path) -> None:
    root = tmp_path / "datos"
    shutil.copytree(site.data, root, symlinks=True, ignore=shutil.ignore_patterns("sitio"))
    dataset = root / "published" / WITH_CHANGES
    shutil.copytree(dataset / "latest", dataset / "9.0.0")
    (root / "published/catalog.json").write_text('{"conjuntos": []}')
    assert apertura("sitio", "--datos", root).returncode == 0
    found = apertura("verificar", "--sitio", "--datos", root)
    assert found.returncode == 0, found.stdout
    there = {path.name for path in (root / "sitio/datos" / WITH_CHANGES).iterdir()}
    assert there == {path.name for path in (site.data / "published" / WITH_CHANGES).iterdir()}


def test_a_folder_with_other_things_is_left_alone(site: Site, tmp_path: Path) -> None:
    (tmp_path / "tesis.txt").write_text("mía", encoding="utf-8")
    refused = apertura("sitio", "--datos", site.data, "--salida", tmp_path)
    assert refused.returncode == 2
    assert "tiene otras cosas" in refused.stderr
    assert contents(tmp_path).keys() == {"tesis.txt"}


def test_where_nothing_is_published_it_says_what_to_do_first(tmp_path: Path) -> None:
    refused = apertura("sitio", "--datos", tmp_path)
    assert refused.returncode == 2
    assert "no hay nada publicado todavía" in refused.stderr
    assert not (tmp_path / "sitio").exists()


@pytest.mark.parametrize("address", ["datos.ejemplo.org", "ftp://datos.ejemplo.org/", "https://datos.ejemplo.org/?a=1"])
def test_an_address_that_is_none_is_refused(site: Site, tmp_path: Path, address: str) -> None:
    refused = apertura("sitio", "--datos", site.data, "--salida", tmp_path / "sitio", "--url", address)
    assert refused.returncode == 2
    assert address in refused.stderr
    assert not (tmp_path / "sitio").exists()


@pytest.mark.parametrize(
    ("asked", "start", "end"), [("bytes=0-99", 0, 100), ("bytes=100-", 100, None), ("bytes=-8", -8, None)]
)
def test_the_server_answers_a_part_of_a_file(site: Site, asked: str, start: int, end: int | None) -> None:
    whole = (site.published(WITH_CHANGES) / f"{WITH_CHANGES}.parquet").read_bytes()
    url = f"{site.url}datos/{WITH_CHANGES}/latest/{WITH_CHANGES}.parquet"
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Range": asked})) as answer:
        assert answer.status == 206
        assert answer.read() == whole[start:end]


def test_the_settings_of_the_site_are_refused_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "sitio").mkdir()
    text = (REPO / "schemas/sitio/sitio.yaml").read_text(encoding="utf-8").replace('level: "eje"', 'level: "ejes"')
    (tmp_path / "sitio/sitio.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Exception, match=r"sitio/sitio.yaml:\d+: «level» debe ser"):
        read_settings(tmp_path)


# --- Words


def phrases(language: str) -> dict[str, int]:
    """Each phrase, and how many forms it has."""
    with (ROOM / f"locale/{language}/LC_MESSAGES/sitio.po").open("rb") as file:
        return {
            message.id if isinstance(message.id, str) else message.id[0]: 1 + isinstance(message.string, tuple)
            for message in read_po(file)
            if message.id
        }


def test_both_languages_say_the_same_and_nothing_that_no_page_says() -> None:
    assert phrases("es") == phrases("en")
    texts = [path.read_text(encoding="utf-8") for path in (ROOM / "site").rglob("*") if path.suffix in {".html", ".py"}]
    said = {word for text in texts for word in re.findall(r"""['"]([a-z]+(?:\.[a-z_]+)*)\.?['"]""", text)}
    named = {id_ for id_ in phrases("es") if id_ not in said and id_.rpartition(".")[0] not in said}
    assert {id_ for id_ in named if not id_.startswith("about.")} == set()
