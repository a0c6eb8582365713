"""What a file carries to reach elsewhere, or to be run by whoever opens what comes of it: nothing is, of either."""

import csv
import io
import re
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import requests
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from apertura.definitions import load
from apertura.portal.accounts.account import Role
from apertura.publish import publish
from tests.portal.conftest import MINE, PERIOD, TOTP, Browser, Portal, listening
from tests.portal.test_api import Program
from tests.portal.workbooks import GOOD_ROW, HEADINGS, workbook

pytestmark = pytest.mark.long

PLACE = f"/organismos/{MINE}/entregar"
ANSWER = "4242"
"""What a spreadsheet shows that ran one of the formulas below, and what nothing else here says."""

_MORE = '&" convenios que se firmaron en el año"'
FORMULAS = tuple(start + _MORE for start in ("=6*7+4200", "+6*7+4200", "-58+4300", "@SUM(4200,42)", "\t=6*7+4200"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    with listening(tmp_path_factory.mktemp("datos")) as portal:
        yield portal


@pytest.fixture(scope="module")
def enlace(desk: Portal) -> Browser:
    return desk.enter(desk.account(Role.ENLACE, MINE))


class Heard(BaseHTTPRequestHandler):
    """Notes whatever is asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_HEAD = do_POST = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A place that hears whoever comes."""
    Heard.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Heard)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def reaching(where: str, bad: bool) -> bytes:
    """A workbook that reaches for a place in every way that a workbook can."""
    book = Workbook()
    page = book.active
    page.title = "Avance"
    page.append(HEADINGS)
    page.append(
        [140 if bad and name == "avance_porcentaje" else value for name, value in zip(HEADINGS, GOOD_ROW, strict=True)]
    )
    page["J2"].hyperlink = f"{where}/hipervinculo"
    page["J2"].value = f"{where}/celda"
    page["L2"] = f'=WEBSERVICE("{where}/servicio")'
    page["L3"] = f'=IMAGE("{where}/imagen")'
    page["L4"] = "=cmd|' /C calc'!A0"
    page["L5"] = f"='[{where}/libro.xlsx]Hoja1'!A1"
    page["L6"] = f'=HYPERLINK("{where}/formula","ver")'
    page.add_data_validation(DataValidation(type="list", formula1=f"='{where}/lista.xlsx'!A1:A2", sqref="K2"))
    written = io.BytesIO()
    book.save(written)
    return with_parts(written.getvalue(), where)


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def relation(id_: str, kind: str, target: str) -> str:
    one = f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{one}</Relationships>'


def with_parts(content: bytes, where: str) -> bytes:
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{where}/entidad"><!ENTITY % p SYSTEM "{where}/parametro"> ]>'
    book = f'<externalBook xmlns:r="{OFFICE}" r:id="rId1"/>'
    query = f'<connection id="1" type="4" refreshOnLoad="1"><webPr url="{where}/consulta"/></connection>'
    links = "xl/externalLinks"
    parts = {
        f"{links}/externalLink1.xml": f"<externalLink {MAIN}>{book}</externalLink>",
        f"{links}/_rels/externalLink1.xml.rels": relation("rId1", "externalLinkPath", f"{where}/vinculo.xlsx"),
        f"{links}/externalLink2.xml": f'<externalLink {MAIN}><ddeLink ddeService="cmd" ddeTopic="/C"/></externalLink>',
        "xl/drawings/_rels/drawing1.xml.rels": relation("rId9", "image", f"{where}/foto.png"),
        "xl/connections.xml": f"<connections {MAIN}>{query}</connections>",
        "customXml/item1.xml": f"{entity}<x>&e;</x>",
    }
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        for name, text in parts.items():
            after.writestr(name, text)
    return target.getvalue()


def test_nothing_that_a_workbook_points_to_is_reached_by_whatever_is_done_with_it(
    desk: Portal, enlace: Browser, elsewhere: str
) -> None:
    content = reaching(elsewhere, bad=True)
    looked = enlace.send(f"/organismos/{MINE}/revisar", {"periodo": PERIOD}, ("a.xlsx", content), form=PLACE)
    assert "Hay que corregirlo antes de entregar" in looked.text, looked.text[-6000:]
    stranger = {"organismo": MINE, "periodo": PERIOD}
    assert desk.browser().send("/revisar", stranger, ("a.xlsx", content)).status_code == 200
    returned = enlace.send(PLACE, {"periodo": PERIOD}, ("a.xlsx", content))
    assert "Devuelta para corregir" in returned.text
    verdict = returned.url.removeprefix(desk.url)
    for page in ("", "/corregir", "/significados", "/anotado.xlsx", "/carta.pdf", "/informe.json", "/acuse.pdf"):
        assert enlace.open(f"{verdict}{page}").status_code == 200
    page = enlace.open(f"{verdict}/corregir").text
    [name] = [part.partition('"')[0] for part in page.split('name="')[1:] if part.startswith("valor-")][:1]
    assert enlace.send(f"{verdict}/corregir", {name: "40", "acto": "descargar"}).content.startswith(b"PK")
    accepted = enlace.send(PLACE, {"periodo": PERIOD}, ("b.xlsx", reaching(elsewhere, bad=False)))
    assert "<h1>Aceptada</h1>" in accepted.text, re.findall(r"<h4>.*?</dl>", accepted.text, re.DOTALL)
    publish(desk.settings.root, load(desk.settings.schemas), "avance_linea_accion", now=desk.clock())
    assert Heard.asked == []
    requests.get(f"{elsewhere}/control", timeout=10)
    assert Heard.asked == ["/control"]


def opened_by_libreoffice(content: bytes, name: str, folder: Path) -> str:
    """What each sheet shows, in text, once a spreadsheet program has computed it."""
    folder.mkdir()
    (folder / name).write_bytes(content)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/perfil", "--convert-to"]
    command += ["csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir"]
    subprocess.run([*command, str(folder / "salida"), str(folder / name)], check=True, capture_output=True)
    return "\n".join(path.read_text(encoding="utf-8") for path in (folder / "salida").glob("*.csv"))


def test_no_document_runs_what_somebody_wrote_in_a_cell_a_heading_a_sheet_or_a_name(
    desk: Portal, enlace: Browser, tmp_path: Path
) -> None:
    rows = [{"linea_accion_id": f"1.1.{letter}", "descripcion_avance": text, "estatus": text, "area_responsable": text}
            for letter, text in zip("abcde", FORMULAS, strict=True)]  # fmt: skip
    headings = (*HEADINGS[:-1], FORMULAS[0])
    lines = io.StringIO()
    csv.writer(lines).writerows([headings, *(_values(row) for row in rows)])
    files = {
        "=6*7+4200.xlsx": as_text(rows, headings),
        "+6*7+4200.csv": lines.getvalue().encode(),
    }
    control = Workbook()
    control.active["A1"] = FORMULAS[0]
    control.save(tmp_path / "control.xlsx")
    assert ANSWER in opened_by_libreoffice((tmp_path / "control.xlsx").read_bytes(), "c.xlsx", tmp_path / "control")
    for number, (name, content) in enumerate(files.items()):
        returned = enlace.send(PLACE, {"periodo": PERIOD}, (name, content))
        assert "Devuelta para corregir" in returned.text
        verdict = returned.url.removeprefix(desk.url)
        page = enlace.open(f"{verdict}/corregir").text
        values = [part.partition('"')[0] for part in page.split('name="')[1:] if part.startswith("valor-")]
        fields = {name: FORMULAS[(at + 1) % 4] for at, name in enumerate(values[:8])}
        corrected = enlace.send(f"{verdict}/corregir", {**fields, "acto": "descargar"})
        assert corrected.content.startswith(b"PK"), corrected.text
        books = {"anotado": enlace.open(f"{verdict}/anotado.xlsx").content, "corregido": corrected.content}
        for kind, book in books.items():
            assert no_formula(book) == []
            shown = opened_by_libreoffice(book, "libro.xlsx", tmp_path / f"{kind}{number}")
            assert "6*7" in shown
            assert ANSWER not in shown


def _values(row: dict[str, object]) -> list[object]:
    return list({**dict(zip(HEADINGS, GOOD_ROW, strict=True)), **row}.values())


def as_text(rows: list[dict[str, object]], headings: tuple[str, ...]) -> bytes:
    """A workbook in which what looks like a formula is text, as a person leaves it who writes an apostrophe first."""
    book = Workbook()
    page = book.active
    for line in (headings, *map(_values, rows)):
        page.append([""] * len(line))
        for at, value in enumerate(line, 1):
            cell = page.cell(page.max_row, at)
            cell.value = value
            if isinstance(value, str):
                cell.data_type, cell.quotePrefix = "s", True
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def no_formula(book: bytes) -> list[str]:
    return [
        f"{sheet.title}!{cell.coordinate}: {cell.value}"
        for sheet in load_workbook(io.BytesIO(book))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_what_was_accepted_and_is_carried_to_templates_and_records_is_text_there(
    desk: Portal, enlace: Browser, tmp_path: Path
) -> None:
    rows = [{"linea_accion_id": f"1.1.{letter}", "descripcion_avance": text, "area_responsable": text}
            for letter, text in zip("abcde", FORMULAS, strict=True)]  # fmt: skip
    accepted = enlace.send(PLACE, {"periodo": PERIOD}, ("=6*7+4200.xlsx", as_text(rows, HEADINGS)))
    assert "<h1>Aceptada</h1>" in accepted.text, re.findall(r"<h4>.*?</dl>", accepted.text, re.DOTALL)
    returned = enlace.send(PLACE, {"periodo": PERIOD}, ("otro.xlsx", workbook({"avance_porcentaje": 140})))
    page = enlace.open(f"{returned.url.removeprefix(desk.url)}/corregir").text
    [name] = [part.partition('"')[0] for part in page.split('name="')[1:] if part.startswith("valor-")]
    enlace.send(f"{returned.url.removeprefix(desk.url)}/corregir", {name: FORMULAS[0], "acto": "descargar"})
    template = enlace.open(f"/organismos/{MINE}/plantilla/2024-T3").content
    assert ANSWER not in opened_by_libreoffice(template, "plantilla.xlsx", tmp_path / "plantilla")
    assert [each for each in no_formula(template) if "4200" in each or "4300" in each] == []
    program = Program(desk, desk.account(Role.ENLACE, MINE))
    told = program.get(f"/api/v1/organismos/{MINE}/entregas")
    assert told.headers["content-type"] == "application/json"
    admin = desk.enter(desk.account(Role.ADMIN, totp=TOTP))
    assert admin.open("/bitacora").headers["content-type"] == "text/html; charset=utf-8"
