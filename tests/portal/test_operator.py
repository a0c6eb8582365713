"""The operator's desk: what would be published tonight, and an answer that is about exactly what was shown."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from apertura.portal.accounts.account import Role
from tests.portal.conftest import EXAMPLES, MINE, PERIOD, REPO, TOTP, Browser, Portal, apertura, listening

pytestmark = pytest.mark.long

DATASET = "avance_linea_accion"
PAGE = f"/esta-noche/{DATASET}"


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("esquemas") / "esquemas"
    shutil.copytree(REPO / "schemas", found)
    with (found / DATASET / "dataset.yaml").open("a", encoding="utf-8") as sheet:
        sheet.write("approval:\n  days: 3\n")
    return found


@pytest.fixture
def desk(tmp_path: Path, schemas: Path, keys: None) -> Iterator[Portal]:
    with listening(tmp_path, schemas=schemas) as portal:
        yield portal


@pytest.fixture
def enlace(desk: Portal) -> Browser:
    return desk.enter(desk.account(Role.ENLACE, MINE))


@pytest.fixture
def operator(desk: Portal) -> Browser:
    return desk.enter(desk.account(Role.OPERADOR, totp=TOTP))


def hand_in(enlace: Browser, content: bytes, name: str = "avance.csv") -> None:
    form = f"/organismos/{MINE}/entregar"
    answer = enlace.send(form, {"periodo": PERIOD, "acto": "entregar"}, (name, content))
    assert answer.status_code == 200


def sound(before: str = "", after: str = "") -> bytes:
    return (EXAMPLES / "valido.csv").read_text(encoding="utf-8").replace(before, after).encode()


def digest(operator: Browser) -> str:
    [found, *_] = re.findall(r'name="huella" value="([0-9a-f]{64})"', operator.open(PAGE).text)
    return str(found)


def said(operator: Browser, answer: str, huella: str, reason: str = "Cotejado") -> tuple[int, str]:
    done = operator.send(PAGE, {"huella": huella, "respuesta": answer, "motivo": reason})
    return done.status_code, done.text


def records(desk: Portal) -> list[dict]:
    paths = sorted(desk.settings.root.glob("aprobaciones/*/*/*.json"))
    return [json.loads(path.read_bytes()) for path in paths]


def test_tonight_says_what_would_be_published_before_any_night_has_come(
    desk: Portal, enlace: Browser, operator: Browser
) -> None:
    assert "no se publicaría nada" not in operator.open("/esta-noche").text, "what is computed is due already"
    hand_in(enlace, sound())
    listed, page = operator.open("/esta-noche").text, operator.open(PAGE).text
    assert "Avance de las líneas de acción" in listed
    assert "sin pedir" in listed
    assert "ninguna → 1.0.0" in listed
    assert '<td class="num">5</td><td class="num">0</td><td class="num">0</td>' in page
    assert "<ins>en_proceso</ins>" in page
    assert not (desk.settings.root / "published").exists()
    assert records(desk) == [], "who only looks asks nothing"


def test_an_answer_is_on_record_with_who_gave_it_and_in_the_log_of_acts(
    desk: Portal, enlace: Browser, operator: Browser
) -> None:
    hand_in(enlace, sound())
    huella = digest(operator)
    status, page = said(operator, "no", huella, "Falta <b>el acta</b>")
    assert status == 200
    assert "rechazada" in page
    assert "Falta &lt;b&gt;el acta&lt;/b&gt;" in page
    status, page = said(operator, "si", huella)
    assert "se publica en la noche siguiente" in page
    who = {record["quien"] for record in records(desk)}
    assert [(record["acto"], record["canal"]) for record in records(desk)] == [
        ("rechazada", "portal"),
        ("aprobada", "portal"),
    ]
    acts = [act for act in desk.acts() if act[0] == "aprobar"]
    assert {act[1] for act in acts} == who
    assert acts[-1][2:] == (f"si {DATASET} 1.0.0 {huella[:16]}", 303)


def test_a_page_that_is_out_of_date_answers_nothing(desk: Portal, enlace: Browser, operator: Browser) -> None:
    hand_in(enlace, sound())
    huella = digest(operator)
    hand_in(enlace, sound("seis instituciones", "siete instituciones"))
    status, page = said(operator, "si", huella)
    assert status == 422
    assert "ya no es lo que se publicaría" in page
    assert records(desk) == []
    assert digest(operator) != huella


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"respuesta": "si", "motivo": " "}, 422),
        ({"respuesta": "si", "motivo": "x" * 2001}, 422),
        ({"respuesta": "quizá", "motivo": "x"}, 400),
        ({"respuesta": "si", "motivo": "x", "huella": ""}, 422),
        ({"respuesta": "si", "motivo": "x", "huella": "../../etc"}, 422),
    ],
)
def test_an_answer_that_makes_no_sense_is_said_so_and_is_no_record(
    desk: Portal, enlace: Browser, operator: Browser, fields: dict[str, str], status: int
) -> None:
    hand_in(enlace, sound())
    answer = operator.send(PAGE, {"huella": digest(operator), **fields})
    assert answer.status_code == status
    assert records(desk) == []


def test_what_needs_nobody_and_what_does_not_exist_is_answered_as_such(desk: Portal, operator: Browser) -> None:
    form = operator.open("/esta-noche/plan_de_trabajo")
    assert form.status_code == 200
    assert 'name="respuesta"' not in form.text
    assert operator.open("/esta-noche/nada").status_code == 404


def test_an_auditor_sees_it_and_has_no_form(desk: Portal, enlace: Browser) -> None:
    hand_in(enlace, sound())
    page = desk.enter(desk.account(Role.AUDITOR)).open(PAGE).text
    assert "<ins>en_proceso</ins>" in page
    assert 'name="respuesta"' not in page


def test_what_lapsed_can_be_asked_again_on_the_page(
    desk: Portal, enlace: Browser, operator: Browser, schemas: Path
) -> None:
    hand_in(enlace, sound())
    assert apertura("nocturna", "--datos", desk.settings.root, "--esquemas", schemas).returncode == 0
    desk.clock.ahead += timedelta(days=4)
    later = desk.enter(desk.account(Role.OPERADOR, totp=TOTP))
    assert "Pedir otra vez" in later.open(PAGE).text
    huella = digest(later)
    assert "venció" in said(later, "si", huella)[1]
    assert "en espera" in said(later, "otra-vez", huella)[1]
    assert "se publica en la noche siguiente" in said(later, "si", huella)[1]
