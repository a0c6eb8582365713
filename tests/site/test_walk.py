"""A researcher's walk through the site, in a real browser."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import WITH_CHANGES, Site

AXE = Path(__file__).with_name("axe.min.js")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DATASET = f"conjuntos/{WITH_CHANGES}/index.html"
KINDS = {
    "home": "index.html",
    "home in English": "en/index.html",
    "list": "conjuntos/index.html",
    "dataset": DATASET,
    "dataset in English": f"en/{DATASET}",
    "derived dataset": "conjuntos/cumplimiento_linea/index.html",
    "version": f"conjuntos/{WITH_CHANGES}/versiones/LAST.html",
    "bodies": "organismos/index.html",
    "body": "organismos/OG-09.html",
    "plan": "plan/index.html",
    "axis": "plan/1.html",
    "line": "plan/1.1.a.html",
    "search": "buscar.html?q=m%C3%A9trica",
    "query": "consulta.html#sql=SELECT%20*%20FROM%20cumplimiento_eje",
    "about": "acerca.html",
    "topics": "ayuda/index.html",
    "topic in English": "en/ayuda/constraint-enum.html",
}


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page whose scripts break nothing and that asks nobody else for anything."""
    context = browser.new_context(base_url=site.url, accept_downloads=True)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith((site.url, "blob:", "data:")) or broken.append(asked.url))
    yield page
    context.close()
    assert broken == []


def last(site: Site) -> str:
    return site.published(WITH_CHANGES).resolve().name


def test_a_word_with_or_without_accent_in_singular_or_plural_finds_the_dataset(page: Page) -> None:
    for word in ("métrica", "metricas", "MÉTRICAS"):
        page.goto("index.html")
        page.get_by_label("Buscar conjuntos, organismos y líneas del plan").fill(word)
        page.keyboard.press("Enter")
        found = page.get_by_role("link", name="Resultados de la Métrica de Gobierno Abierto", exact=True)
        expect(found.first).to_be_visible()
    found.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Resultados de la Métrica de Gobierno Abierto")


def test_a_word_that_nothing_has_says_so(page: Page) -> None:
    page.goto("buscar.html?q=ornitorrinco")
    expect(page.get_by_role("status")).to_have_text("Nada coincide. Pruebe con otra palabra, o con menos.")


def test_the_preview_is_sorted_by_the_value_of_numbers_and_the_other_way_round(page: Page) -> None:
    page.goto("conjuntos/metrica_ga_resultado/index.html")
    table = page.locator("table[data-sortable]").first
    names = table.locator("thead th").all_inner_texts()
    place = next(index for index, name in enumerate(names) if name.strip(" ↕") == "iga")
    heading = table.locator("thead th").nth(place)

    def values() -> list[float]:
        cells = table.locator(f"tbody tr td:nth-child({place + 1})").all_inner_texts()
        return [float(cell) for cell in cells if cell]

    before = values()
    heading.get_by_role("button").click()
    assert values() == sorted(before) != before
    expect(heading).to_have_attribute("aria-sort", "ascending")
    heading.get_by_role("button").click()
    assert values() == sorted(before, reverse=True)


def test_a_query_over_two_tables_answers_and_its_address_can_be_shared(
    page: Page, site: Site, browser: Browser
) -> None:
    page.goto("consulta.html")
    page.get_by_label("Consulta", exact=True).fill(
        "SELECT a.estatus, count(*) AS filas, min(a.fecha_corte) AS desde\n"
        "FROM avance_linea_accion a JOIN cumplimiento_garante g USING (organismo_id, periodo_id)\n"
        "WHERE g.informes_recibidos > 0 GROUP BY 1 ORDER BY 2 DESC"
    )
    page.get_by_role("button", name="Ejecutar").click()
    expect(page.locator("#status")).to_have_text("6 filas", timeout=20_000)
    shown = page.locator("#result tbody tr").all_inner_texts()
    with browser.new_context().new_page() as other:
        other.goto(page.url)
        expect(other.locator("#status")).to_have_text("6 filas", timeout=20_000)
        assert other.locator("#result tbody tr").all_inner_texts() == shown
    with page.expect_download() as download:
        page.get_by_role("button", name="Descargar CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", rows[0]["desde"])
    with (site.published("avance_linea_accion") / "avance_linea_accion.csv").open(encoding="utf-8") as file:
        truth = [row["estatus"] for row in csv.DictReader(file)]
    assert {row["estatus"]: int(row["filas"]) for row in rows}[rows[0]["estatus"]] <= truth.count(rows[0]["estatus"])
    assert len(rows) == len(set(truth))


def test_every_cell_of_a_table_is_in_the_page_as_it_is_in_the_file(page: Page, site: Site) -> None:
    page.goto("consulta.html#sql=SELECT%20*%20FROM%20avance_linea_accion")
    expect(page.locator("#status")).to_contain_text("filas;", timeout=20_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="Descargar CSV").click()
    got = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    with (site.published("avance_linea_accion") / "avance_linea_accion.csv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.reader(file))

    def as_number(row: list[str]) -> list[object]:
        return [float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell for cell in row]

    assert got[0] == wanted[0]
    assert sorted(map(as_number, got[1:]), key=str) == sorted(map(as_number, wanted[1:]), key=str)


def test_a_wrong_query_is_answered_with_what_is_wrong(page: Page) -> None:
    page.goto("consulta.html#sql=SELECT%20nada%20FROM%20cumplimiento_eje")
    expect(page.locator("#status")).to_have_text("no such column: nada", timeout=20_000)
    page.goto("consulta.html#sql=SELECT%201")
    expect(page.locator("#status")).to_contain_text("no nombra ninguna tabla publicada")


def test_a_version_is_followed_to_the_cells_that_changed(page: Page, site: Site) -> None:
    page.goto(DATASET)
    page.locator("#versions ~ ol").get_by_role("link", name=last(site)).click()
    expect(page.get_by_role("heading", name="Qué cambió")).to_be_visible()
    with page.expect_download() as download:
        page.locator("#changes ~ p").get_by_role("link", name="CSV").click()
    changes = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert {change["organismo_id"] for change in changes} == {"OG-19"}
    first = page.locator("table.data tbody tr").first.locator("td").all_inner_texts()
    assert [*first[:3]] == [changes[0][name] for name in ("organismo_id", "linea_accion_id", "periodo_id")]


def test_the_file_that_is_downloaded_is_the_one_that_was_published(page: Page, site: Site) -> None:
    page.goto(DATASET)
    with page.expect_download() as download:
        page.locator("p.downloads").get_by_role("link", name="CSV").click()
    got = hashlib.sha256(Path(download.value.path()).read_bytes()).hexdigest()
    row = page.get_by_role("row").filter(has_text=f"{WITH_CHANGES}.csv").first
    assert row.locator("code.hash").inner_text() == got
    assert got in (site.published(WITH_CHANGES) / "SHA256SUMS").read_text()


def test_each_page_leads_to_the_same_one_in_the_other_language(page: Page) -> None:
    page.goto(DATASET)
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Dictionary")).to_be_visible()
    assert page.get_by_role("heading", level=1).inner_text() == title
    page.get_by_role("link", name="Español").click()
    expect(page.get_by_role("heading", name="Diccionario")).to_be_visible()


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_no_kind_of_page_breaks_wcag_22_aa(browser: Browser, site: Site, shade: str) -> None:
    context = browser.new_context(base_url=site.url, color_scheme=shade, viewport={"width": 1024, "height": 768})
    page = context.new_page()
    found = {}
    for kind, path in KINDS.items():
        page.goto(path.replace("LAST", last(site)))
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        if "#sql" in path:
            expect(page.locator("#status")).to_contain_text("filas", timeout=20_000)
        page.add_script_tag(path=AXE)
        violations = page.evaluate(f"axe.run({{runOnly: {WCAG}}}).then(({{violations}}) => violations)")
        found[kind] = [(each["id"], each["nodes"][0]["html"][:200], len(each["nodes"])) for each in violations]
    context.close()
    assert {kind: broken for kind, broken in found.items() if broken} == {}


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_kind_of_page_is_wider_than_the_screen(browser: Browser, site: Site, width: int) -> None:
    page = browser.new_context(base_url=site.url, viewport={"width": width, "height": 800}).new_page()
    wide = {}
    for kind, path in KINDS.items():
        page.goto(path.replace("LAST", last(site)))
        wide[kind] = page.evaluate("document.documentElement.scrollWidth")
    page.context.close()
    assert {kind: pixels for kind, pixels in wide.items() if pixels > width} == {}


OVERLAPPING = """[...document.querySelectorAll("figure svg")].flatMap(svg => {
    const parts = kind => [...svg.querySelectorAll(`.role-legend-${kind} > *`)]
    const boxes = kind => parts(kind).map(each => each.getBoundingClientRect())
    const meet = (one, other) => one.left < other.right && other.left < one.right
        && one.top < other.bottom && other.top < one.bottom
    return boxes("label").filter(label => boxes("symbol").some(symbol => meet(label, symbol))).length
})"""


@pytest.mark.parametrize("width", [360, 1440])
def test_in_the_legend_of_a_chart_no_word_is_under_a_sign(browser: Browser, site: Site, width: int) -> None:
    page = browser.new_context(base_url=site.url, viewport={"width": width, "height": 800}).new_page()
    found = []
    for kind in ("body", "line", "axis", "dataset", "derived dataset"):
        page.goto(KINDS[kind])
        found += page.evaluate(OVERLAPPING)
    page.context.close()
    assert len(found) > 4
    assert set(found) == {0}


def test_without_javascript_and_from_a_disk_everything_is_read(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site.folder / "index.html").as_uri())
    page.get_by_role("link", name="Ver todos los conjuntos de datos").click()
    page.get_by_role("link", name="Avance de las líneas de acción del plan de trabajo 2024").click()
    for heading in ("Vista previa", "Diccionario", "Gráficas", "Quién informa", "Calidad", "Versiones", "Cómo citar"):
        assert page.get_by_role("heading", name=heading, exact=True).is_visible()
    assert page.locator("figure svg").count() >= 2
    page.locator("figure details summary").first.click()
    assert page.locator("figure table").first.is_visible()
    page.locator("#versions ~ ol").get_by_role("link", name=last(site)).click()
    assert page.locator("del, ins").first.is_visible()
    page.goto((site.folder / "buscar.html").as_uri())
    assert page.get_by_text("La búsqueda necesita JavaScript").is_visible()
    context.close()


def test_from_a_disk_the_search_works_and_the_query_page_says_what_it_needs(browser: Browser, site: Site) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{(site.folder / 'buscar.html').as_uri()}?q=contrataciones")
    expect(page.get_by_role("status")).to_contain_text("resultados")
    page.goto((site.folder / "consulta.html").as_uri())
    expect(page.get_by_text("apertura sitio --servir")).to_be_visible()
    page.context.close()
