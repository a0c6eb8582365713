"""A file handed in by the portal: read, answered, kept, published; and never lost once it was said to be received."""

import csv
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from apertura.portal.accounts.account import Role
from apertura.portal.database.connect import connect
from apertura.portal.database.migrate import migrate
from apertura.portal.desk import bench
from apertura.portal.desk.work import LETTER
from apertura.storage.lease import hold
from tests.portal.conftest import (
    EXAMPLES,
    MINE,
    OTHER,
    PERIOD,
    REPO,
    Browser,
    Clock,
    Portal,
    Process,
    apertura,
    listening,
    settings_of,
)
from tests.portal.workbooks import table, workbook

pytestmark = pytest.mark.long

GOOD = (EXAMPLES / "valido.csv").read_bytes()
BAD = {"estatus": "casi listo", "avance_porcentaje": 140}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    with listening(tmp_path_factory.mktemp("datos")) as portal:
        yield portal


@pytest.fixture(scope="module")
def enlace(desk: Portal) -> Browser:
    return desk.enter(desk.account(Role.ENLACE, MINE))


def hand_in(browser: Browser, name: str, content: bytes, garante: str = MINE, period: str = PERIOD):
    place = f"/organismos/{garante}/entregar"
    return browser.send(place, {"periodo": period}, (name, content))


def look_at(browser: Browser, name: str, content: bytes):
    place = f"/organismos/{MINE}"
    return browser.send(f"{place}/revisar", {"periodo": PERIOD}, (name, content), form=f"{place}/entregar")


def tree(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if "sqlite" not in path.name}


def test_a_bad_cell_is_shown_in_its_row_with_what_is_wrong_and_what_was_perhaps_meant(enlace: Browser) -> None:
    answer = hand_in(enlace, "avance.xlsx", workbook({}, BAD))
    assert "Devuelta para corregir" in answer.text
    [cell] = re.findall(r'<td class="bad" id="t0-B3">(.*?)</td>', answer.text, re.DOTALL)
    assert "casi listo" in cell
    [percent] = re.findall(r'<td class="bad" id="t0-C3">(.*?)</td>', answer.text, re.DOTALL)
    assert "140" in percent
    assert 'id="t0-B2"' not in answer.text, "a row that is fine is not shown"
    assert "Dato por encima del máximo" in answer.text


def test_the_rows_recorded_with_an_answer_are_those_that_are_cut_out_of_the_file_where_none_are(
    desk: Portal, enlace: Browser
) -> None:
    page = hand_in(enlace, "avance.xlsx", workbook({}, BAD))
    short = page.url.rpartition("/")[2]
    [rows] = (desk.settings.root / "reports").glob(f"*/*/{short}/filas.json")
    [content] = (desk.settings.root / "raw/archive").glob(f"*/{short}*/contenido")
    shown, aside = table_of(page.text), content.with_suffix(".aside")
    assert "casi listo" in shown
    content.rename(aside)
    assert table_of(enlace.session.get(page.url, timeout=30).text) == shown
    aside.rename(content)
    rows.unlink()
    assert table_of(enlace.session.get(page.url, timeout=30).text) == shown


def table_of(page: str) -> str:
    return "".join(re.findall(r"<table.*?</table>", page, re.DOTALL))


def test_the_answer_has_its_documents_and_the_acuse_is_found_authentic_by_anybody(
    desk: Portal, enlace: Browser
) -> None:
    page = hand_in(enlace, "avance.xlsx", workbook({}, BAD))
    documents = {name: enlace.session.get(f"{page.url}/{name}", timeout=60) for name in
                 ("acuse.pdf", "acuse.json", "anotado.xlsx", LETTER, "informe.json", "carta.txt")}  # fmt: skip
    assert {name: answer.status_code for name, answer in documents.items()} == dict.fromkeys(documents, 200)
    assert documents["acuse.pdf"].content.startswith(b"%PDF-")
    assert documents[LETTER].content.startswith(b"%PDF-")
    assert documents["anotado.xlsx"].content.startswith(b"PK")
    assert all(answer.headers["content-disposition"].startswith("attachment") for answer in documents.values())
    folio = json.loads(documents["acuse.json"].content)["acuse"]["folio"]
    assert folio in page.text
    stranger = desk.browser()
    for name in ("acuse.pdf", "acuse.json"):
        checked = stranger.send("/verificar-acuse", {}, (name, documents[name].content))
        assert "auténtico" in checked.text
        assert folio in checked.text
    altered = documents["acuse.json"].content.replace(b"OG-19", b"OG-18", 1)
    assert 'class="wrong"' in stranger.send("/verificar-acuse", {}, ("acuse.json", altered)).text


def test_a_look_at_a_file_says_the_same_and_leaves_nothing_behind(desk: Portal, enlace: Browser) -> None:
    before = tree(desk.settings.root)
    answer = look_at(enlace, "mirar.xlsx", workbook({"estatus": "nada de eso"}))
    assert "Hay que corregirlo antes de entregar" in answer.text
    assert 'id="t0-B2"' in answer.text
    assert 'download="anotado.xlsx"' in answer.text
    assert "se aceptaría" in look_at(enlace, "mirar.csv", GOOD).text
    assert tree(desk.settings.root) == before


def test_what_is_accepted_is_published_by_the_next_night_and_the_body_sees_it(desk: Portal, enlace: Browser) -> None:
    page = hand_in(enlace, "avance.csv", GOOD)
    assert "<h1>Aceptada</h1>" in page.text
    owed = enlace.open(f"/organismos/{MINE}").text
    assert 'st-aceptada">aceptada' in owed
    ran = apertura("nocturna", "--datos", desk.settings.root)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    owed = enlace.open(f"/organismos/{MINE}").text
    assert 'st-publicada">publicada</span> <small>versión 1.0.0' in owed
    page = enlace.session.get(page.url, timeout=30)
    assert "Sus filas están publicadas." in page.text
    acuse = enlace.session.get(f"{page.url}/acuse_publicacion.json", timeout=30).json()["acuse"]
    assert acuse["publicado"][0]["version"] == "1.0.0"
    assert enlace.session.get(f"{page.url}/acuse_publicacion.pdf", timeout=30).content.startswith(b"%PDF-")
    receipts = [json.loads(path.read_bytes()) for path in desk.settings.root.glob("raw/archive/??/*/recibos/*.json")]
    [said] = [receipt for receipt in receipts if receipt["archivo"] == "avance.csv" and receipt["garante"] == MINE]
    assert (said["canal"], said["por"].partition(" ")[0]) == ("portal", "cuenta")


def test_the_verdict_says_what_was_mended_since_the_file_before(desk: Portal) -> None:
    enlace = desk.enter(desk.account(Role.ENLACE, OTHER))
    rows = (
        {"linea_accion_id": "1.1.a", "avance_porcentaje": 140},
        {"linea_accion_id": "1.1.b", "avance_porcentaje": 150},
    )
    first = hand_in(enlace, "uno.xlsx", workbook(*rows), garante=OTHER, period="2024-T1")
    assert "Frente a su entrega anterior" not in first.text
    mended = {**rows[0], "avance_porcentaje": 40, "estatus": "casi listo"}, rows[1]
    second = hand_in(enlace, "dos.xlsx", workbook(*mended), garante=OTHER, period="2024-T1").text
    assert re.search(r"mejor</span> Dato por encima del máximo: había 2, hay 1", second)
    assert re.search(r"peor</span> Dato que no está entre las opciones: había 0, hay 1", second)
    assert "«uno.xlsx»" in second
    with (REPO / "schemas/recurso_revision/examples/valido.csv").open(encoding="utf-8", newline="") as lines:
        row = next(csv.DictReader(lines))
    other = table([{**row, "organismo_id": "", "periodo_id": "", "admision": "casi listo"}])
    third = hand_in(enlace, "recursos.xlsx", other, garante=OTHER, period="2024-T1").text
    assert "Devuelta para corregir" in third
    assert "Frente a su entrega anterior" not in third, "what is about something else is not compared"


def test_the_columns_that_something_is_said_of_come_first(enlace: Browser) -> None:
    answer = hand_in(enlace, "avance.xlsx", workbook({}, BAD))
    [row] = re.findall(r'<tr[^>]*>(?:(?!</tr>).)*id="t0-B3".*?</tr>', answer.text, re.DOTALL)
    cells = re.findall(r"<td([^>]*)>", row)
    said = ["bad" in cell or "odd" in cell for cell in cells]
    assert said == sorted(said, reverse=True)
    assert any(said)


def test_what_is_not_published_has_no_acuse_of_it(enlace: Browser) -> None:
    page = hand_in(enlace, "avance.xlsx", workbook({}, BAD))
    assert "acuse_publicacion" not in page.text
    assert enlace.session.get(f"{page.url}/acuse_publicacion.pdf", timeout=30).status_code == 404


def test_the_same_file_twice_is_one_submission(enlace: Browser) -> None:
    # a workbook says when it was made: another one of the same cells, a second later, is another file
    content = workbook({"meta": 11})
    first, second = (hand_in(enlace, name, content) for name in ("uno.xlsx", "dos.xlsx"))
    assert first.url == second.url
    assert "uno.xlsx" in second.text
    assert "dos.xlsx" not in second.text


def test_the_template_that_is_downloaded_is_understood_when_it_comes_back(enlace: Browser) -> None:
    answer = enlace.open(f"/organismos/{MINE}/plantilla/{PERIOD}")
    assert answer.content.startswith(b"PK")
    back = look_at(enlace, "plantilla.xlsx", answer.content)
    assert back.status_code == 200
    assert "no se reconoce" not in back.text


def test_another_body_finds_none_of_it_under_its_own_address_or_under_the_others(desk: Portal, enlace: Browser) -> None:
    page = hand_in(enlace, "avance.xlsx", workbook({}, BAD))
    stranger = desk.enter(desk.account(Role.ENLACE, OTHER))
    theirs = page.url.removeprefix(desk.url)
    for path in (theirs, theirs.replace(MINE, OTHER)):
        for name in ("", "/acuse.pdf", "/informe.json", "/anotado.xlsx", f"/{LETTER}"):
            answer = stranger.open(path + name)
            assert answer.status_code == 404
            assert "avance.xlsx" not in answer.text
    assert hand_in(stranger, "x.csv", GOOD, garante=OTHER).status_code == 200
    refused = stranger.session.post(
        f"{desk.url}/organismos/{MINE}/entregar",
        data={"sello": stranger.seal("/cuenta"), "periodo": PERIOD},
        files={"archivo": ("x.csv", GOOD)},
        timeout=30,
    )
    assert refused.status_code == 404


def test_the_operator_and_the_auditor_read_the_verdict_and_cannot_hand_in(desk: Portal, enlace: Browser) -> None:
    page = hand_in(enlace, "avance.xlsx", workbook({}, BAD))
    auditor = desk.enter(desk.account(Role.AUDITOR))
    assert "Devuelta para corregir" in auditor.session.get(page.url, timeout=30).text
    assert auditor.open(f"/organismos/{MINE}/entregar").status_code == 403


def test_while_a_night_is_at_work_the_file_is_received_and_its_verdict_comes_after(
    desk: Portal, enlace: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "PATIENCE", 0.5)
    with hold(desk.settings.root):
        page = hand_in(enlace, "de noche.xlsx", workbook({"meta": 12}))
        assert "Su archivo se recibió y está en revisión" in page.text
        assert "en revisión" in enlace.open(f"/organismos/{MINE}").text
        assert "en revisión" in enlace.open(f"/organismos/{MINE}/entregas").text
    for _ in range(100):
        time.sleep(0.1)
        if "está en revisión" not in (shown := enlace.session.get(page.url, timeout=30).text):
            break
    assert "<h1>Aceptada</h1>" in shown
    assert list((desk.settings.root / "raw/inbox").rglob("portal-*")) == []


def test_a_file_that_is_no_spreadsheet_gets_a_sentence(enlace: Browser) -> None:
    page = hand_in(enlace, "foto.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert "Devuelta para corregir" in page.text
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("period", "file", "said"),
    [("", ("a.csv", b"a"), "Diga de qué periodo"), ("1999-T9", ("a.csv", b"a"), "Diga de qué periodo"),
     (PERIOD, None, "Elija un archivo"), (PERIOD, ("", b""), "Elija un archivo")],
)  # fmt: skip
def test_what_lacks_a_period_or_a_file_is_asked_for(
    enlace: Browser, period: str, file: tuple[str, bytes] | None, said: str
) -> None:
    answer = enlace.send(f"/organismos/{MINE}/entregar", {"periodo": period}, file or ("", b""))
    assert (answer.status_code, said in answer.text) == (422, True)


# --- Killed


@pytest.fixture
def process(tmp_path: Path, keys: None) -> Iterator[tuple[Process, Browser]]:
    root = tmp_path / "datos"
    root.mkdir()
    engine = connect(f"sqlite:///{root / 'portal.sqlite3'}")
    migrate(engine)
    running = Process(root)
    portal = Portal(settings_of(root, address=running.url), engine, Clock(), running.url)
    yield running, portal.enter(portal.account(Role.ENLACE, MINE))
    running.kill()
    engine.dispose()


def test_killed_before_the_verdict_what_was_received_is_answered_by_the_next_night(
    process: tuple[Process, Browser],
) -> None:
    running, browser = process
    with hold(running.root):
        page = hand_in(browser, "avance.csv", GOOD)
        assert "Su archivo se recibió" in page.text
        running.kill()
    assert apertura("nocturna", "--datos", running.root).returncode == 0
    running.start()
    page = browser.session.get(page.url, timeout=30)
    assert "<h1>Aceptada</h1>" in page.text
    [receipt] = running.root.glob("raw/archive/??/*/recibos/*.json")
    assert json.loads(receipt.read_bytes())["canal"] == "portal"


def test_killed_before_the_verdict_the_portal_itself_goes_on_where_it_was(process: tuple[Process, Browser]) -> None:
    running, browser = process
    with hold(running.root):
        page = hand_in(browser, "avance.csv", GOOD)
        running.kill()
    running.start()
    for _ in range(100):
        shown = browser.session.get(page.url, timeout=30).text
        if "está en revisión" not in shown:
            break
        time.sleep(0.1)
    assert "<h1>Aceptada</h1>" in shown


def test_killed_while_a_file_was_coming_in_nothing_of_it_is_there_and_nothing_was_promised(
    process: tuple[Process, Browser],
) -> None:
    running, browser = process
    seal = browser.seal(f"/organismos/{MINE}/entregar")

    def slowly() -> Iterator[bytes]:
        edge = b"--x\r\nContent-Disposition: form-data; name="
        yield edge + b'"sello"\r\n\r\n' + seal.encode() + b"\r\n"
        yield edge + b'"periodo"\r\n\r\n' + PERIOD.encode() + b"\r\n"
        yield edge + b'"archivo"; filename="a.csv"\r\n\r\n' + GOOD[:500]
        time.sleep(0.5)
        running.kill()
        yield GOOD[500:] + b"\r\n--x--\r\n"

    with pytest.raises(requests.ConnectionError):
        browser.session.post(
            f"{running.url}/organismos/{MINE}/entregar",
            data=slowly(),
            headers={"Content-Type": "multipart/form-data; boundary=x"},
            timeout=30,
        )
    assert list(running.root.glob("raw/**/*.csv")) + list(running.root.glob("raw/archive/**/*")) == []
    running.start()
    assert "Todavía no hay ninguna" in browser.open(f"/organismos/{MINE}/entregas").text
