"""The operator's desk: what would be published tonight, and an answer that is about exactly what was shown."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from apertura.portal.accounts.account import Role
from tests.approving import approving
from tests.portal.conftest import EXAMPLES, MINE, PERIOD, TOTP, Browser, Portal, apertura, listening

pytestmark = pytest.mark.long

DATASET = "avance_linea_accion"
PAGE = f"/esta-noche/{DATASET}"


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return approving(tmp_path_factory.mktemp("esquemas") / "esquemas", DATASET)


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


def test_the_queue_says_what_waits_for_whom(desk: Portal, enlace: Browser, operator: Browser, schemas: Path) -> None:
    empty = operator.open("/cola").text
    assert empty.count("<dd>0</dd>") == 4
    root = desk.settings.root
    for name, folder in (("soltado.csv", f"{MINE}/{PERIOD}"), ("sin-lugar.csv", "")):
        place = root / "raw/inbox" / folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"a,b\n1,2\n")
    page = operator.open("/cola").text
    assert "soltado.csv" in page
    assert "sin organismo" in page
    for name, folder in (("soltado.csv", f"{MINE}/{PERIOD}"), ("sin-lugar.csv", "")):
        (root / "raw/inbox" / folder / name).unlink()
    hand_in(enlace, (EXAMPLES / "invalido.csv").read_bytes())
    desk.clock.ahead += timedelta(days=3)
    later = desk.enter(desk.account(Role.AUDITOR)).open("/cola").text
    assert '<td class="num">3</td>' in later, "how long it was returned ago"
    hand_in(desk.enter(desk.account(Role.ENLACE, MINE)), sound())
    assert apertura("nocturna", "--datos", root, "--esquemas", schemas).returncode == 0
    desk.clock.ahead = timedelta()
    page = desk.enter(desk.account(Role.AUDITOR)).open("/cola").text
    assert f'href="{PAGE}"' in page
    assert "Devueltas sin respuesta" not in page, "something came since"
    assert "venció" not in page
    desk.clock.ahead = timedelta(days=4)
    assert "venció el" in desk.enter(desk.account(Role.AUDITOR)).open("/cola").text


def test_what_is_published_is_shown_with_what_proves_it(
    desk: Portal, enlace: Browser, operator: Browser, schemas: Path
) -> None:
    assert "Todavía no se ha publicado nada" in operator.open("/publicaciones").text
    hand_in(enlace, sound())
    said(operator, "si", digest(operator))
    root = desk.settings.root
    assert apertura("nocturna", "--datos", root, "--esquemas", schemas).returncode == 0
    assert f'href="/publicaciones/{DATASET}"' in operator.open("/publicaciones").text
    page = operator.open(f"/publicaciones/{DATASET}").text
    version = root / "published" / DATASET / "1.0.0"
    for name in ("SHA256SUMS", f"{DATASET}.csv"):
        assert sha256((version / name).read_bytes()).hexdigest() in page
    lines = [line for path in sorted((root / "bitacora").iterdir()) for line in path.read_bytes().splitlines()]
    [told] = [line for line in lines if json.loads(line).get("version") == "1.0.0" and DATASET.encode() in line
              and json.loads(line)["que"] == "version"]  # fmt: skip
    assert sha256(told).hexdigest() in page
    assert operator.open("/publicaciones/evento").status_code == 404
    assert operator.open("/publicaciones/..%2f..").status_code == 404


def test_a_submission_is_shown_beside_the_one_before_it_cell_by_cell(
    desk: Portal, enlace: Browser, operator: Browser
) -> None:
    def beside(*contents: bytes) -> list[str]:
        for content in contents:
            hand_in(enlace, content)
        found = desk.settings.root.glob(f"reports/{MINE}/{PERIOD}/*")
        return [operator.open(f"/organismos/{MINE}/entregas/{PERIOD}/{each.name}/cambios").text for each in found]

    pages = beside(sound(), sound("seis instituciones", "siete <i>instituciones</i>"))
    [alone] = [page for page in pages if "No hay una entrega anterior" in page]
    [both] = [page for page in pages if page != alone]
    assert "1 celdas distintas" in both
    assert re.search(r"<del>Se acompañó a seis instituciones[^<]*</del>", both)
    assert re.search(r"<ins>Se acompañó a siete &lt;i&gt;instituciones[^<]*</ins>", both)
    assert not any("ana@ejemplo.org" in page for page in beside(sound("seis instituciones", "ana@ejemplo.org")))
    [answer, *_] = desk.settings.root.glob(f"reports/{MINE}/{PERIOD}/*")
    other = desk.enter(desk.account(Role.ENLACE, "OG-09"))
    assert other.open(f"/organismos/{MINE}/entregas/{PERIOD}/{answer.name}/cambios").status_code == 404


def test_a_row_that_nothing_tells_apart_is_said_so(desk: Portal, enlace: Browser, operator: Browser) -> None:
    content = sound()
    hand_in(enlace, content)
    line = content.splitlines(keepends=True)[1]
    hand_in(enlace, content + line)
    texts = [
        operator.open(f"/organismos/{MINE}/entregas/{PERIOD}/{each.name}/cambios").text
        for each in desk.settings.root.glob(f"reports/{MINE}/{PERIOD}/*")
    ]
    assert any("no se pueden comparar una por una" in text for text in texts)


def test_the_plan_is_drawn_of_what_is_published_with_the_same_figures_in_tables(
    desk: Portal, enlace: Browser, operator: Browser, schemas: Path
) -> None:
    assert "Todavía no se ha publicado ningún indicador" in operator.open("/avance").text
    hand_in(enlace, sound())
    said(operator, "si", digest(operator))
    assert apertura("nocturna", "--datos", desk.settings.root, "--esquemas", schemas).returncode == 0
    page = operator.open("/avance").text
    drawn = re.findall(r'<text x="25" y="39" class="v\d">([^<]+)</text>', page)
    assert len(drawn) == 33, "the federation and 32 entities, each once"
    latest = desk.settings.root / "published/cumplimiento_garante/latest/cumplimiento_garante.csv"
    with latest.open(encoding="utf-8", newline="") as lines:
        values = {row["organismo_id"]: row["cumplimiento_porcentaje"] for row in csv.DictReader(lines)}
    told = values[MINE]
    shown = str(int(float(told))) if told else "–"
    assert shown in drawn
    assert f'<a href="/organismos/{MINE}">' in page
    assert "style=" not in page
