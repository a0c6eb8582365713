"""An enlace's walk through the portal, in a real browser: without JavaScript, on a phone, with the keyboard alone."""

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from apertura.portal.accounts.account import Role, change
from apertura.storage.history import history
from apertura.storage.workspace import mark_demo
from tests.approving import approving
from tests.browser import chromium
from tests.portal.conftest import EXAMPLES, MINE, PASSWORD, PERIOD, REPO, TOTP, Portal, listening
from tests.portal.workbooks import workbook

pytestmark = pytest.mark.long

AXE = (REPO / "tests" / "site" / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DATASET, TITLE = "avance_linea_accion", "Avance de las líneas de acción"
SITE = "https://datos.ejemplo.org/"
PICTURES = REPO / "docs"
GOOD = (EXAMPLES / "valido.csv").read_bytes()
BAD = {"estatus": "casi listo", "avance_porcentaje": 140, "fecha_corte": "pronto"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    root = tmp_path_factory.mktemp("datos")
    mark_demo(root)
    with listening(root) as portal:
        yield portal


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    """A portal whose definitions ask for an operator's yes before a dataset is published."""
    top = tmp_path_factory.mktemp("con-aprobacion")
    approving(top / "esquemas", DATASET)
    site = top / "esquemas" / "sitio" / "sitio.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("http://127.0.0.1:8790/", SITE), encoding="utf-8")
    root = top / "datos"
    root.mkdir()
    mark_demo(root)
    with listening(root, schemas=top / "esquemas") as portal:
        yield portal


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def opened(browser: Browser, desk: Portal, **said: object) -> tuple[BrowserContext, Page, list[str]]:
    """A page, and what a browser complains of in it: a script or a style that the policy forbids, for one."""
    context = browser.new_context(base_url=desk.url, accept_downloads=True, locale="es-MX", **said)
    page = context.new_page()
    said_of: list[str] = []
    page.on("pageerror", lambda error: said_of.append(str(error)))
    page.on("console", lambda message: message.type == "error" and said_of.append(message.text))
    page.on("request", lambda asked: asked.url.startswith((desk.url, "data:", "blob:")) or said_of.append(asked.url))
    return context, page, said_of


def sign_in(page: Page, desk: Portal, role: Role, garante: str | None = None) -> None:
    twice = role in (Role.ADMIN, Role.OPERADOR)
    account = desk.account(role, garante, totp=TOTP if twice else None)
    page.goto("/entrar")
    page.get_by_label("Correo").fill(account.email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    if twice:
        with desk.engine.begin() as connection:
            change(connection, account.id, totp_step=None)
        page.get_by_label("Código").fill(pyotp.TOTP(TOTP).at(desk.clock()))
        page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_role("button", name="Salir")).to_be_visible()


def picture(page: Page, name: str) -> None:
    """Look at a page; the pictures of the document are made anew where APERTURA_IMAGENES is set."""
    place = PICTURES / f"portal-{name}.png"
    taken = page.screenshot(path=place if os.environ.get("APERTURA_IMAGENES") else None)
    assert taken.startswith(b"\x89PNG")
    assert place.exists()


def send(page: Page, name: str, content: bytes, button: str) -> None:
    page.get_by_label("Periodo").select_option(PERIOD)
    page.set_input_files("#archivo", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.get_by_role("button", name=button, exact=True).click()


def night(desk: Portal) -> None:
    program = Path(sys.executable).with_name("apertura")
    command = [program, "nocturna", "--datos", str(desk.settings.root), "--esquemas", str(desk.settings.schemas)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_without_javascript_from_a_bad_file_to_the_acuse_and_to_what_is_published(
    browser: Browser, desk: Portal
) -> None:
    screen = {"width": 1100, "height": 820}
    context, page, complaints = opened(browser, desk, java_script_enabled=False, viewport=screen)
    sign_in(page, desk, Role.ENLACE, MINE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lo que debe")
    picture(page, "lo-que-debe")
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Plantilla de {PERIOD} con todo lo que debe").click()
    assert download.value.suggested_filename == f"plantilla_{MINE}_{PERIOD}.xlsx"
    page.get_by_role("link", name=f"Entregar para {PERIOD}").click()
    picture(page, "entregar")
    send(page, "avance_T2.xlsx", workbook({}, BAD), "Solo revisar, sin entregar")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hay que corregirlo antes de entregar")
    page.get_by_role("link", name="Revisar o entregar otro").click()
    send(page, "avance_T2.xlsx", workbook({}, BAD), "Entregar")
    expect(page.get_by_role("heading", level=1)).to_have_text("Devuelta para corregir")
    planted = page.locator("#t0-C3")
    planted.locator("summary").click()
    expect(planted).to_contain_text("140")
    expect(planted).to_contain_text("100")
    picture(page, "dictamen")
    with page.expect_download() as download:
        page.get_by_role("link", name="Su libro, con las celdas marcadas").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    page.get_by_role("link", name="Entregar", exact=True).click()
    page.set_input_files("#archivo", EXAMPLES / "valido.csv")
    page.get_by_label("Periodo").select_option(PERIOD)
    page.get_by_role("button", name="Entregar", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aceptada")
    with page.expect_download() as download:
        page.get_by_role("link", name="Acuse (PDF)").click()
    acuse = Path(download.value.path())
    page.get_by_role("link", name="Verificar un acuse").click()
    page.set_input_files("#archivo", {"name": "acuse.pdf", "mimeType": "application/pdf", "buffer": acuse.read_bytes()})
    page.get_by_role("button", name="Verificar").click()
    expect(page.get_by_role("status")).to_contain_text("auténtico")
    night(desk)
    page.get_by_role("link", name="Lo que debe").click()
    row = page.get_by_role("row").filter(has_text="Avance de las líneas de acción").filter(has_text="publicada")
    expect(row).to_have_count(1)
    context.close()
    assert complaints == []


def test_what_an_operator_says_yes_to_on_the_page_is_published_by_the_night_and_the_enlace_sees_it(
    browser: Browser, asking: Portal
) -> None:
    screen = {"width": 1100, "height": 820}
    context, page, complaints = opened(browser, asking, java_script_enabled=False, viewport=screen)
    sign_in(page, asking, Role.ENLACE, MINE)
    page.goto(f"/organismos/{MINE}/entregar")
    page.set_input_files("#archivo", EXAMPLES / "valido.csv")
    page.get_by_label("Periodo").select_option(PERIOD)
    page.get_by_role("button", name="Entregar", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aceptada")
    night(asking)
    mine = page.get_by_role("row").filter(has_text=TITLE)
    page.get_by_role("link", name="Lo que debe").click()
    expect(mine.filter(has_text="aceptada")).to_have_count(1)
    expect(mine.filter(has_text="publicada")).to_have_count(0)
    operator_context, operator, more = opened(browser, asking, java_script_enabled=False, viewport=screen)
    sign_in(operator, asking, Role.OPERADOR)
    operator.get_by_role("link", name="Esta noche").click()
    expect(operator.get_by_role("row").filter(has_text=TITLE)).to_contain_text("en espera")
    picture(operator, "esta-noche")
    operator.get_by_role("link", name=TITLE).click()
    expect(operator.get_by_role("row").filter(has_text="INFONL")).to_contain_text("5")
    expect(operator.locator("ins").first).to_have_text("en_proceso")
    operator.get_by_label("Motivo").fill("Cotejado con el acta de la sesión")
    picture(operator, "aprobar")
    operator.get_by_role("button", name="Aprobar").click()
    expect(operator.get_by_text("se publica en la noche siguiente")).to_be_visible()
    expect(operator.get_by_role("row").filter(has_text="Cotejado con el acta")).to_contain_text("aprobada")
    night(asking)
    operator.get_by_role("navigation").get_by_role("link", name="Esta noche").click()
    expect(operator.get_by_text("no se publicaría nada")).to_be_visible()
    operator.get_by_role("navigation").get_by_role("link", name="Avance").click()
    expect(operator.get_by_role("img", name="Mapa de las entidades")).to_be_visible()
    picture(operator, "avance")
    operator.get_by_role("navigation").get_by_role("link", name="Publicaciones").click()
    operator.get_by_role("link", name=TITLE).click()
    expect(operator.get_by_role("heading", level=2).first).to_contain_text("1.0.0")
    picture(operator, "publicacion")
    page.reload()
    published = mine.filter(has_text="publicada")
    expect(published).to_have_count(1)
    link = published.get_by_role("link", name="versión 1.0.0")
    expect(link).to_have_attribute("href", f"{SITE}conjuntos/{DATASET}/index.html")
    context.close()
    operator_context.close()
    assert complaints + more == []


def test_on_a_phone_with_the_keyboard_alone(browser: Browser, desk: Portal, tmp_path: Path) -> None:
    context, page, complaints = opened(browser, desk, viewport={"width": 360, "height": 740})
    account = desk.account(Role.ENLACE, MINE)
    # that a chooser is to be caught is told to the browser without waiting: long before it opens
    page.on("filechooser", lambda chooser: None)
    file = tmp_path / "avance.xlsx"
    file.write_bytes(workbook({}, {**BAD, "meta": 13}))
    page.goto("/")

    def reach(name: str) -> None:
        tab_to(page, name)

    def go_on() -> None:
        with page.expect_navigation():
            page.keyboard.press("Enter")

    reach("Entrar para entregar")
    go_on()
    reach("Correo")
    page.keyboard.type(account.email)
    reach("Contraseña")
    page.keyboard.type(PASSWORD)
    go_on()
    reach("Entregar o revisar un archivo")
    go_on()
    reach("Periodo")
    page.keyboard.type(PERIOD)
    reach("Archivo")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(file)
    expect(page.locator("[data-chosen]")).to_contain_text("avance.xlsx")
    reach("Entregar")
    go_on()
    expect(page.get_by_role("heading", level=1)).to_have_text("Devuelta para corregir")
    reach("140, celda C3: ver qué tiene")
    page.keyboard.press("Enter")
    expect(page.locator("#t0-C3 details p").first).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    picture(page, "celular")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
    assert complaints == []


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(() => { const e = document.activeElement;"
            " return (e.labels?.[0]?.textContent || e.ariaLabel || e.textContent || '').trim() })()"
        )
        if focused == name:
            return
    raise AssertionError(f"no se llega a «{name}» con el tabulador")


def to_be_corrected(number: int) -> bytes:
    """Rows with three values that have the same suggestion, one with another, and one that has none."""
    lines = [{"linea_accion_id": line, "estatus": "En procceso"} for line in ("1.1.a", "1.1.b", "1.1.c")]
    return workbook(
        *lines, {"linea_accion_id": "1.2.a", "avance_porcentaje": 140}, {"linea_accion_id": "12b", "meta": number}
    )


def returned(page: Page, desk: Portal, number: int) -> None:
    """Sign in, and hand in what has to be corrected."""
    sign_in(page, desk, Role.ENLACE, MINE)
    page.goto(f"/organismos/{MINE}/entregar")
    send(page, "avance_T2.xlsx", to_be_corrected(number), "Entregar")
    expect(page.get_by_role("heading", level=1)).to_have_text("Devuelta para corregir")


def acuse_of(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name="Acuse (PDF)").click()
    return Path(download.value.path()).read_bytes()


def corrections(desk: Portal, page: Page) -> set[tuple[str, str]]:
    """What is on record of the book that a page tells of: each cell, and what it says now."""
    sha256 = page.locator("code.hash").first.inner_text()
    [record] = (desk.settings.root / "correcciones").rglob(f"*-{sha256[:16]}.csv")
    rows = csv.DictReader(io.StringIO(record.read_text(encoding="utf-8")))
    return {(row["celda"], row["despues"]) for row in rows}


DONE = {("B2", "en_proceso"), ("B3", "en_proceso"), ("B4", "en_proceso"), ("C5", "40"), ("A6", "1.2.b")}


@pytest.mark.parametrize("script", [True, False])
def test_cells_are_corrected_in_the_page_and_the_book_handed_in_again(
    browser: Browser, desk: Portal, script: bool
) -> None:
    screen = {"width": 1100, "height": 900}
    context, page, complaints = opened(browser, desk, java_script_enabled=script, viewport=screen)
    returned(page, desk, 20 + script)
    page.get_by_role("link", name="Corregir aquí").click()
    page.get_by_role("button", name="Entregar corregido").click()
    expect(page.get_by_role("alert")).to_have_text("Elija una sugerencia o escriba un valor en alguna celda.")
    page.goto(page.url)
    page.get_by_label("Tomar las 3 sugerencias de esta clase").check()
    page.get_by_label("1.2.b en A6").check()
    page.get_by_label("Otro valor para C5").fill("40")
    if script:
        expect(page.get_by_label("en_proceso en B3")).to_be_checked()
        page.evaluate("scrollTo(0, 0)")
        picture(page, "corregir")
    page.get_by_role("button", name="Entregar corregido").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aceptada")
    expect(page.locator("main")).to_contain_text("avance_T2_corregido.xlsx")
    assert acuse_of(page).startswith(b"%PDF-")
    assert corrections(desk, page) == DONE
    context.close()
    assert [said for said in complaints if "status of 422" not in said] == []


def test_cells_are_corrected_on_a_phone_with_the_keyboard_alone(browser: Browser, desk: Portal) -> None:
    context, page, complaints = opened(browser, desk, viewport={"width": 360, "height": 740})
    returned(page, desk, 30)
    tab_to(page, "Corregir aquí")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Corregir aquí")
    assert broken(page, 360) == []
    tab_to(page, "Tomar las 3 sugerencias de esta clase")
    page.keyboard.press("Space")
    tab_to(page, "en_proceso en B4")
    page.keyboard.press("Space")
    expect(page.get_by_label("Tomar las 3 sugerencias de esta clase")).not_to_be_checked()
    page.keyboard.press("Space")
    expect(page.get_by_label("Tomar las 3 sugerencias de esta clase")).to_be_checked()
    picture(page, "corregir-celular")
    tab_to(page, "Otro valor para C5")
    page.keyboard.type("40")
    tab_to(page, "1.2.b en A6")
    page.keyboard.press("Space")
    tab_to(page, "Entregar corregido")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aceptada")
    assert corrections(desk, page) == DONE
    assert acuse_of(page).startswith(b"%PDF-")
    context.close()
    assert complaints == []


def test_what_a_body_asks_to_be_understood_is_answered_by_who_looks_after_all(browser: Browser, desk: Portal) -> None:
    screen = {"width": 1100, "height": 620}
    context, page, complaints = opened(browser, desk, viewport=screen, java_script_enabled=False)
    returned(page, desk, 40)
    page.get_by_role("link", name="Corregir aquí").click()
    page.get_by_role("link", name="Pida que se entienda siempre").click()
    picture(page, "significados")
    page.get_by_label("Qué significa «En procceso»").select_option("en_proceso")
    page.get_by_role("button", name="Pedirlo").click()
    expect(page.get_by_role("row").filter(has_text="En procceso")).to_contain_text("en revisión")
    asked = page.url
    other, desk_page, more = opened(browser, desk, viewport=screen, java_script_enabled=False)
    sign_in(desk_page, desk, Role.OPERADOR)
    desk_page.get_by_role("link", name="Equivalencias").click()
    picture(desk_page, "equivalencias")
    row = desk_page.get_by_role("row").filter(has_text="En procceso")
    row.get_by_label("Por qué se rechaza «En procceso»").fill("Es una errata: corríjala en el libro.")
    row.get_by_role("button", name="Rechazar «En procceso»").click()
    expect(desk_page.get_by_role("row").filter(has_text="En procceso")).to_contain_text("rechazada: Es una errata")
    desk_page.get_by_role("link", name="Recordatorios").click()
    picture(desk_page, "recordatorios")
    desk_page.get_by_role("button", name=re.compile("^Recordar a(?! todos)")).first.click()
    expect(desk_page.get_by_role("status")).to_contain_text("recordatorio enviado")
    page.goto(asked)
    expect(page.locator("main")).to_contain_text("rechazada: Es una errata")
    context.close()
    other.close()
    assert complaints + more == []


def test_a_file_is_dropped_on_the_page_and_one_that_is_too_large_is_told_before_it_is_sent(
    browser: Browser, desk: Portal
) -> None:
    context, page, complaints = opened(browser, desk)
    sign_in(page, desk, Role.ENLACE, MINE)
    page.goto(f"/organismos/{MINE}/entregar")
    data = page.evaluate_handle(
        "() => { const data = new DataTransfer(); data.items.add(new File(['a,b'], 'soltado.csv')); return data }"
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": data})
    expect(page.locator("[data-chosen]")).to_contain_text("soltado.csv")
    large = page.evaluate_handle(
        f"() => {{ const data = new DataTransfer();"
        f" data.items.add(new File([new Uint8Array({desk.settings.largest + 1})], 'grande.csv')); return data }}"
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": large})
    expect(page.locator("[data-chosen]")).to_contain_text("es demasiado grande")
    page.get_by_label("Periodo").select_option(PERIOD)
    page.get_by_role("button", name="Entregar", exact=True).click()
    assert page.url.endswith("/entregar")
    context.close()
    assert complaints == []


def test_how_much_has_gone_is_told_while_it_goes_and_it_can_be_stopped(browser: Browser, desk: Portal) -> None:
    context, page, complaints = opened(browser, desk)
    sign_in(page, desk, Role.ENLACE, MINE)
    page.goto(f"/organismos/{MINE}/entregar")
    slowly = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300_000}
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", slowly)
    before = handed_in(desk)
    send(page, "avance.csv", GOOD + b" " * 2_000_000, "Entregar")
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_js_property("max", 100)
    expect(bar).to_have_attribute("value", re.compile(r"[1-9]\d?"))
    assert re.search(r"Enviando… *\d+ %", page.locator("[data-progress]").inner_text())
    expect(page.get_by_role("button", name="Entregar", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Cancelar").click()
    expect(page.locator("[data-progress]")).to_have_text("Se canceló: nada se entregó.")
    assert handed_in(desk) == before
    line.send("Network.emulateNetworkConditions", {**slowly, "offline": True})
    page.get_by_role("button", name="Entregar", exact=True).click()
    expect(page.locator("[data-progress]")).to_contain_text("No llegó")
    line.send("Network.emulateNetworkConditions", {**slowly, "uploadThroughput": -1})
    page.get_by_role("button", name="Solo revisar, sin entregar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hay que corregirlo antes de entregar")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert page.url.endswith("/entregar")
    page.goto(f"/organismos/{MINE}/entregar")
    send(page, "avance.csv", GOOD + b"\n\n", "Entregar")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aceptada")
    verdict = page.url
    assert "/entregas/" in verdict
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aceptada")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entregar o revisar")
    context.close()
    assert [said for said in complaints if "ERR_INTERNET_DISCONNECTED" not in said] == []


def handed_in(desk: Portal) -> int:
    return len(history(desk.settings.root, MINE))


@pytest.fixture(scope="module")
def paths(browser: Browser, desk: Portal) -> dict[Role | None, list[str]]:
    """Every kind of page that each role sees, with something on it."""
    context, page, _ = opened(browser, desk)
    sign_in(page, desk, Role.ENLACE, MINE)
    page.goto(f"/organismos/{MINE}/entregar")
    send(page, "una.xlsx", workbook({}, {**BAD, "meta": 17}), "Entregar")
    expect(page.get_by_role("heading", level=1)).to_have_text("Devuelta para corregir")
    verdict = page.url.removeprefix(desk.url)
    page.get_by_role("button", name="Hacer un enlace").click()
    shared = page.get_by_label("Enlace", exact=True).input_value().removeprefix(desk.url)
    assert broken(page, 1280) == []
    page.goto(f"{verdict}/significados")
    page.get_by_label("Qué significa «casi listo»").select_option("en_proceso")
    page.get_by_role("button", name="Pedirlo").click()
    expect(page.locator("main")).to_contain_text("en revisión")
    context.close()
    body = f"/organismos/{MINE}"
    return {
        None: ["/", "/entrar", "/olvide", "/revisar", "/esquemas", "/esquemas/avance_linea_accion", "/verificar-acuse",
               "/estado", "/no-existe", "/enlace/nada", shared],
        Role.ENLACE: [body, f"{body}/entregar", f"{body}/entregas", verdict, f"{verdict}/corregir",
                      f"{verdict}/retirar", f"{verdict}/compartir",
                      f"{verdict}/significados", "/cuenta", "/cuenta/segundo-factor"],
        Role.AUDITOR: ["/organismos", f"/organismos?periodo={PERIOD}", "/bitacora", body,
                       f"{body}/entregas", "/cuentas"],
        Role.ADMIN: ["/cuentas", "/organismos", "/cuenta/codigos", "/esta-noche", f"/esta-noche/{DATASET}", "/cola",
                     "/avance", "/publicaciones", f"/publicaciones/{DATASET}", "/correcciones", f"{verdict}/cambios",
                     "/equivalencias", "/recordatorios"],
    }  # fmt: skip


@pytest.mark.parametrize("shade", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_breaks_wcag_22_aa_or_is_wider_than_the_screen(
    browser: Browser, desk: Portal, paths: dict[Role | None, list[str]], shade: str, width: int
) -> None:
    found = {}
    for role, each in paths.items():
        context, page, complaints = opened(
            browser, desk, color_scheme=shade, viewport={"width": width, "height": 800}, reduced_motion="reduce"
        )
        if role is not None:
            sign_in(page, desk, role, MINE if role is Role.ENLACE else None)
        for path in each:
            page.goto(path)
            assert role is None or "/entrar" not in page.url, path
            found[f"{role} {path}"] = broken(page, width)
        if role is None:
            page.goto("/revisar")
            page.get_by_label("Organismo").select_option(MINE)
            page.get_by_label("Periodo").select_option(PERIOD)
            content = workbook({}, BAD, {"linea_accion_id": "9.9.z"})
            page.set_input_files("#archivo", {"name": "x.xlsx", "mimeType": "text/csv", "buffer": content})
            page.get_by_role("button", name="Revisar", exact=True).click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Hay que corregirlo antes de entregar")
            found["revisado"] = broken(page, width)
        context.close()
        assert [said for said in complaints if "status of 4" not in said] == []
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def broken(page: Page, width: int) -> list[object]:
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.evaluate(AXE)
    violations = page.evaluate(f"axe.run({{runOnly: {WCAG}}}).then(({{violations}}) => violations)")
    wrong: list[object] = [(each["id"], each["nodes"][0]["html"][:160], len(each["nodes"])) for each in violations]
    seen = page.evaluate("document.documentElement.scrollWidth")
    return wrong + ([f"{seen} px"] if seen > width else [])
