"""A submission taken back before it is published, and what counts then."""

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import requests

from apertura import chronicle
from apertura.portal.accounts.account import Role
from apertura.storage.history import history
from apertura.storage.lease import hold
from tests.portal.conftest import MINE, OTHER, PERIOD, Browser, Portal, apertura, listening
from tests.portal.workbooks import workbook

pytestmark = pytest.mark.long

DATASET = "avance_linea_accion"
PLACE = f"/organismos/{MINE}/entregar"


@pytest.fixture
def desk(tmp_path: Path, keys: None) -> Iterator[Portal]:
    with listening(tmp_path) as portal:
        yield portal


@pytest.fixture
def enlace(desk: Portal) -> Browser:
    return desk.enter(desk.account(Role.ENLACE, MINE))


@cache
def row(progress: int) -> bytes:
    """One row that is accepted, the same bytes each time."""
    return workbook({"avance_porcentaje": progress})


def hand_in(enlace: Browser, progress: int, name: str = "avance.xlsx") -> str:
    """Hand it in, and return the path of its verdict."""
    answer = enlace.send(PLACE, {"periodo": PERIOD}, (name, row(progress)))
    assert "<h1>Aceptada</h1>" in answer.text
    return answer.url.removeprefix(enlace.url)


def take_back(enlace: Browser, verdict: str) -> requests.Response:
    return enlace.send(f"{verdict}/retirar", {})


def night(desk: Portal) -> None:
    done = apertura("nocturna", "--datos", desk.settings.root)
    assert done.returncode == 0, done.stderr


def published(desk: Portal) -> list[str]:
    data = desk.settings.root / "published" / DATASET / "latest" / f"{DATASET}.csv"
    if not data.exists():
        return []
    return [row["avance_porcentaje"] for row in csv.DictReader(io.StringIO(data.read_text(encoding="utf-8-sig")))]


def told(desk: Portal) -> list[str]:
    lines = [line for path in sorted((desk.settings.root / "bitacora").iterdir()) for line in path.open()]
    return [json.loads(line)["que"] for line in lines]


def test_the_one_accepted_before_counts_again_and_the_night_publishes_it(desk: Portal, enlace: Browser) -> None:
    hand_in(enlace, 40, "primera.xlsx")
    second = hand_in(enlace, 70, "segunda.xlsx")
    asked = enlace.open(f"{second}/retirar").text
    assert "Contará otra vez lo que entregó" in asked
    assert "«primera.xlsx»" in asked
    answer = take_back(enlace, second)
    assert "<h1>Retirada</h1>" in answer.text
    assert answer.url.endswith(second)
    [history] = re.findall(r"<tbody>(.*?)</tbody>", enlace.open(f"/organismos/{MINE}/entregas").text, re.DOTALL)
    assert [state in history for state in ("retirada", "aceptada")] == [True, True]
    night(desk)
    assert published(desk) == ["40.00"]
    assert told(desk).count("retiro") == 1
    assert chronicle.verify(desk.settings.root) == ()
    assert ("retirar entrega", 303) in [(act, outcome) for act, _, _, outcome in desk.acts()]


def test_what_is_published_is_not_taken_back_and_a_sentence_says_so(desk: Portal, enlace: Browser) -> None:
    verdict = hand_in(enlace, 40)
    seal = enlace.seal(f"{verdict}/retirar")
    night(desk)
    assert "Ya se publicó, en la versión 1.0.0" in enlace.open(f"{verdict}/retirar").text
    answer = enlace.session.post(f"{enlace.url}{verdict}/retirar", data={"sello": seal}, timeout=60)
    assert (answer.status_code, "lo publicado no se retira" in answer.text) == (409, True)
    assert "Retirar esta entrega" not in enlace.open(verdict).text
    again = hand_in(enlace, 55)
    take_back(enlace, again)
    night(desk)
    assert published(desk) == ["40.00"]


def test_alone_it_leaves_the_table_owed_and_handed_in_again_it_counts_again(desk: Portal, enlace: Browser) -> None:
    verdict = hand_in(enlace, 40)
    take_back(enlace, verdict)
    owed = enlace.open(f"/organismos/{MINE}").text
    assert "st-aceptada" not in owed
    night(desk)
    assert published(desk) == []
    hand_in(enlace, 40)
    assert "<h1>Aceptada</h1>" in enlace.open(verdict).text
    take_back(enlace, verdict)
    hand_in(enlace, 40)
    night(desk)
    assert published(desk) == ["40.00"]
    assert [what for what in told(desk) if what in ("retiro", "reentrega")] == ["retiro", "reentrega"] * 2
    assert chronicle.verify(desk.settings.root) == ()


def test_what_waits_for_its_verdict_can_be_taken_back_and_no_night_takes_it(desk: Portal, enlace: Browser) -> None:
    content = row(33)
    with hold(desk.settings.root):
        # a run is at work: the file is received, and its verdict not recorded
        answer = enlace.send(PLACE, {"periodo": PERIOD}, ("tarde.xlsx", content))
        assert "está en revisión" in answer.text
        verdict = answer.url.removeprefix(desk.url)
        busy = take_back(enlace, verdict)
        assert (busy.status_code, "Inténtelo en unos minutos" in busy.text) == (409, True)
    take_back(enlace, verdict)
    inbox = desk.settings.root / "raw" / "inbox" / MINE / PERIOD
    while list(inbox.glob("*")):
        time.sleep(0.05)
    (inbox / "tarde.xlsx").write_bytes(content)
    done = apertura("nocturna", "--datos", desk.settings.root)
    assert "se había retirado y no se tomó" in done.stdout
    assert published(desk) == []


def test_nobody_takes_back_what_is_of_another_body(desk: Portal, enlace: Browser) -> None:
    verdict = hand_in(enlace, 40)
    stranger = desk.enter(desk.account(Role.ENLACE, OTHER))
    seal = stranger.seal("/cuenta")
    for place, status in ((verdict, 404), (verdict.replace(MINE, OTHER), 404)):
        assert stranger.open(f"{place}/retirar").status_code == status
        asked = stranger.session.post(f"{desk.url}{place}/retirar", data={"sello": seal}, timeout=60)
        assert asked.status_code == status
    assert "<h1>Aceptada</h1>" in enlace.open(verdict).text


def test_at_the_command_line_the_last_one_or_the_one_that_is_named(desk: Portal, enlace: Browser) -> None:
    hand_in(enlace, 40, "primera.xlsx")
    hand_in(enlace, 70, "segunda.xlsx")
    root = desk.settings.root
    who = ("--datos", root, "--garante", MINE, "--periodo", PERIOD)
    done = apertura("retirar-entrega", *who, "--por", "Enlace del organismo")
    assert done.returncode == 0, done.stderr
    assert "Se retiró «segunda.xlsx»" in done.stdout
    assert "Cuenta otra vez lo entregado antes: «primera.xlsx»" in done.stdout
    [record] = (root / "retiros").rglob("*.json")
    assert json.loads(record.read_bytes())["por"] == "Enlace del organismo"
    [first] = [each for each in history(root, MINE) if each.filename == "primera.xlsx"]
    assert apertura("retirar-entrega", *who, "--huella", first.sha256[:16]).returncode == 0
    wrong = [
        apertura("retirar-entrega", *who),
        apertura("retirar-entrega", *who, "--huella", "0" * 16),
        apertura("retirar-entrega", *who, "--por", "CURP GOMA800101HDFRRN09"),
    ]
    assert [(each.returncode, each.stderr.count("\n")) for each in wrong] == [(2, 1)] * 3
    file = root / "segunda.xlsx"
    file.write_bytes(row(70))
    assert apertura("recibir", *who, file).returncode == 0
    night(desk)
    assert published(desk) == ["70.00"]
