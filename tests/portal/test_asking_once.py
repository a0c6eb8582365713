"""What a body writes its own way is asked once: requested, approved or rejected, and understood from then on."""

import csv
import io
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from apertura.definitions import load
from apertura.portal.accounts.account import Role
from tests.portal.conftest import MINE, OTHER, PERIOD, REPO, TOTP, Browser, Portal, listening
from tests.portal.workbooks import HEADINGS, workbook

pytestmark = pytest.mark.long

DATASET = "avance_linea_accion"
WRITTEN = "a medio camino"
LINES = ("1.1.a", "1.1.b")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    schemas = tmp_path_factory.mktemp("esquemas") / "schemas"
    shutil.copytree(REPO / "schemas", schemas)
    with listening(tmp_path_factory.mktemp("datos"), schemas=schemas) as portal:
        yield portal


@pytest.fixture(scope="module")
def enlace(desk: Portal) -> Browser:
    return desk.enter(desk.account(Role.ENLACE, MINE))


@pytest.fixture(scope="module")
def operator(desk: Portal) -> Browser:
    return desk.enter(desk.account(Role.OPERADOR, totp=TOTP))


def hand_in(enlace: Browser, written: str, heading: str = "fecha_corte", body: str = MINE):
    headings = tuple(heading if name == "fecha_corte" else name for name in HEADINGS)
    rows = [{"linea_accion_id": line, "estatus": written} for line in LINES]
    content = workbook(*rows, headings=headings)
    return enlace.send(f"/organismos/{body}/entregar", {"periodo": PERIOD}, ("avance.xlsx", content))


def ask(enlace: Browser, verdict: str, *meant: tuple[str, str]) -> str:
    """Ask on the page of a verdict what each text is to mean, and return the page."""
    place = f"{verdict}/significados"
    page = enlace.open(place).text
    fields = {}
    for written, option in meant:
        [name] = re.findall(rf'name="(significa-[0-9a-f]+)" aria-label="Qué significa «{written}»"', page)
        fields[name] = option
    return enlace.send(place, fields).text


def numbers(operator: Browser) -> list[str]:
    return re.findall(r'action="(/equivalencias/\d+)"', operator.open("/equivalencias").text)


def source(desk: Portal, name: str) -> list[dict[str, str]]:
    text = (desk.settings.schemas / DATASET / "source" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_what_is_approved_is_a_row_of_the_definitions_and_is_understood_at_once(
    desk: Portal, enlace: Browser, operator: Browser
) -> None:
    returned = hand_in(enlace, WRITTEN, "Corte de la cifra")
    assert "Devuelta para corregir" in returned.text
    verdict = returned.url.removeprefix(desk.url)
    assert "/significados" in enlace.open(f"{verdict}/corregir").text
    page = ask(enlace, verdict, (WRITTEN, "en_proceso"), ("Corte de la cifra", "fecha_corte"))
    assert page.count("en revisión") == 2
    assert "En este archivo no queda nada por decir." in page
    first, second = numbers(operator)
    for each in (first, second):
        assert operator.send(each, {"acto": "aprobar"}, form="/equivalencias").status_code == 200
    assert source(desk, "values.csv")[-1].items() >= {
        "garante": MINE, "field": "estatus", "written": WRITTEN, "meant": "en_proceso"
    }.items()  # fmt: skip
    assert source(desk, "columns.csv")[-1].items() >= {
        "garante": MINE, "heading": "Corte de la cifra", "field": "fecha_corte"
    }.items()  # fmt: skip
    assert load(desk.settings.schemas)
    assert "<h1>Aceptada</h1>" in hand_in(enlace, WRITTEN, "Corte de la cifra").text
    stranger = desk.enter(desk.account(Role.ENLACE, OTHER))
    assert "Devuelta para corregir" in hand_in(stranger, WRITTEN, body=OTHER).text
    assert enlace.open(f"{verdict}/significados").text.count("aprobada el") == 2
    said = [about for act, _, about, _ in desk.acts() if act == "contestar equivalencia"]
    assert any("aprobar" in each and WRITTEN in each for each in said)


def test_what_is_approved_for_all_holds_for_every_body(desk: Portal, enlace: Browser, operator: Browser) -> None:
    verdict = hand_in(enlace, "va bien").url.removeprefix(desk.url)
    ask(enlace, verdict, ("va bien", "en_proceso"))
    [number] = numbers(operator)
    operator.send(number, {"acto": "aprobar-para-todos"}, form="/equivalencias")
    assert source(desk, "values.csv")[-1]["garante"] == ""
    stranger = desk.enter(desk.account(Role.ENLACE, OTHER))
    assert "<h1>Aceptada</h1>" in hand_in(stranger, "va bien", body=OTHER).text


def test_what_is_rejected_has_a_reason_that_who_asked_reads(desk: Portal, enlace: Browser, operator: Browser) -> None:
    verdict = hand_in(enlace, "quién sabe").url.removeprefix(desk.url)
    ask(enlace, verdict, ("quién sabe", "completado"))
    [number] = numbers(operator)
    before = source(desk, "values.csv")
    for reason in ("", "CURP GOMA800101HDFRRN09", "x" * 501):
        wrong = operator.send(number, {"acto": "rechazar", "motivo": reason}, form="/equivalencias")
        assert (wrong.status_code, "Diga por qué se rechaza" in wrong.text) == (422, True)
    said = {"acto": "rechazar", "motivo": "No dice si empezó <b>o no</b>."}
    assert operator.send(number, said, form="/equivalencias").status_code == 200
    assert source(desk, "values.csv") == before
    page = enlace.open(f"{verdict}/significados").text
    assert "rechazada: No dice si empezó &lt;b&gt;o no&lt;/b&gt;." in page
    again = operator.send(number, {"acto": "aprobar"}, form="/equivalencias")
    assert (again.status_code, "ya la había contestado" in again.text) == (422, True)
    assert source(desk, "values.csv") == before
    # asked again, it is another request
    ask(enlace, verdict, ("quién sabe", "retrasado"))
    assert len(numbers(operator)) == 1
    operator.send(numbers(operator)[0], said, form="/equivalencias")


def test_what_the_definitions_cannot_hold_is_said_and_waits(desk: Portal, enlace: Browser, operator: Browser) -> None:
    verdict = hand_in(enlace, "a tiempo").url.removeprefix(desk.url)
    ask(enlace, verdict, ("a tiempo", "en_proceso"))
    path = desk.settings.schemas / DATASET / "source" / "values.csv"
    good = path.read_bytes()
    path.write_bytes(good + b'OG-99,,estatus,"nadie",no_existe,\n')
    [number] = numbers(operator)
    wrong = operator.send(number, {"acto": "aprobar"}, form="/equivalencias")
    assert (wrong.status_code, "No se guardó:" in wrong.text) == (422, True)
    assert numbers(operator) == [number]
    path.write_bytes(good)
    operator.send(number, {"acto": "aprobar"}, form="/equivalencias")
    assert numbers(operator) == []


def test_only_what_the_file_says_can_be_asked_and_only_for_ones_own_body(desk: Portal, enlace: Browser) -> None:
    verdict = hand_in(enlace, "otra cosa").url.removeprefix(desk.url)
    place = f"{verdict}/significados"
    [name] = re.findall(r'name="(significa-[0-9a-f]+)"', enlace.open(place).text)
    for fields in ({}, {name: ""}, {name: "=cmd()"}, {"significa-0000000000000000": "en_proceso"}):
        assert enlace.send(place, fields).status_code == 422
    stranger = desk.enter(desk.account(Role.ENLACE, OTHER))
    assert stranger.open(place).status_code == 404
    hidden = hand_in(enlace, "GOMA800101HDFRRN09").url.removeprefix(desk.url)
    assert "GOMA800101" not in enlace.open(f"{hidden}/significados").text


def test_no_request_is_lost_while_the_definitions_change(desk: Portal, enlace: Browser, operator: Browser) -> None:
    verdict = hand_in(enlace, "muy avanzado").url.removeprefix(desk.url)
    ask(enlace, verdict, ("muy avanzado", "en_proceso"))
    [number] = numbers(operator)
    statuses, over = [], threading.Event()

    def look() -> None:
        while not over.is_set():
            statuses.append(enlace.open(f"{verdict}/corregir").status_code)

    looking = threading.Thread(target=look)
    looking.start()
    assert operator.send(number, {"acto": "aprobar"}, form="/equivalencias").status_code == 200
    over.set()
    looking.join()
    assert statuses
    assert set(statuses) == {200}
    assert "<h1>Aceptada</h1>" in hand_in(enlace, "muy avanzado").text
    assert Path(desk.settings.schemas).is_dir()
