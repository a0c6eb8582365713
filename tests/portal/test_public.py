"""What anybody does without saying who they are."""

from collections.abc import Iterator

import pytest

from apertura.portal.accounts.account import Role
from tests.portal.conftest import MINE, Browser, Portal, listening
from tests.portal.workbooks import workbook

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    with listening(tmp_path_factory.mktemp("datos")) as portal:
        yield portal


def look_at(browser: Browser, content: bytes, **fields: str):
    said = {"organismo": MINE, "periodo": "2024-T2", "conjunto": "", **fields}
    return browser.send("/revisar", said, ("avance.xlsx", content))


def test_a_file_is_checked_and_nothing_of_it_is_kept(desk: Portal) -> None:
    before = {path for path in desk.settings.root.rglob("*") if "sqlite" not in path.name}
    answer = look_at(desk.browser(), workbook({"avance_porcentaje": 140}))
    assert "Hay que corregirlo antes de entregar" in answer.text
    assert 'id="t0-C2"' in answer.text
    assert {path for path in desk.settings.root.rglob("*") if "sqlite" not in path.name} == before


def test_a_stranger_is_told_nothing_of_what_a_body_handed_in_before(desk: Portal) -> None:
    enlace = desk.enter(desk.account(Role.ENLACE, MINE))
    place = f"/organismos/{MINE}/entregar"
    accepted = workbook({"avance_porcentaje": 60, "fecha_corte": "2024-03-31"})
    assert "<h1>Aceptada</h1>" in enlace.send(place, {"periodo": "2024-T1"}, ("antes.xlsx", accepted)).text
    less = workbook({"avance_porcentaje": 10})
    own = enlace.send(f"/organismos/{MINE}/revisar", {"periodo": "2024-T2"}, ("ahora.xlsx", less), form=place)
    assert "Avance menor que en el periodo anterior" in own.text
    assert "Avance menor que en el periodo anterior" not in look_at(desk.browser(), less).text


def test_only_the_schema_that_is_asked_for_is_looked_for(desk: Portal) -> None:
    datasets = desk.browser().open("/esquemas").text.count('href="/esquemas/')
    assert datasets > 30
    answer = look_at(desk.browser(), workbook({}), conjunto="evento")
    assert "No se encontró" in answer.text or "El archivo" in answer.text
    assert "Avance de las líneas de acción" not in answer.text.partition("<main")[2].partition("<h2>")[2]


@pytest.mark.parametrize(
    ("fields", "status"), [({"organismo": ""}, 422), ({"periodo": ""}, 422), ({"organismo": "OG-77"}, 400),
                           ({"conjunto": "../x"}, 400)],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(desk: Portal, fields: dict[str, str], status: int) -> None:
    assert look_at(desk.browser(), b"a,b", **fields).status_code == status


def test_whoever_checks_very_many_files_has_to_wait(desk: Portal) -> None:
    browser = desk.browser()
    seal = browser.seal("/revisar")
    data = {"sello": seal, "organismo": MINE, "periodo": "2024-T2", "conjunto": ""}
    statuses = set()
    for _ in range(62):
        answer = browser.session.post(f"{desk.url}/revisar", data=data, files={"archivo": ("a.csv", b"a")}, timeout=60)
        statuses.add(answer.status_code)
    assert statuses == {200, 429}


def test_the_table_schema_of_each_dataset_is_given_as_it_is(desk: Portal) -> None:
    answer = desk.browser().open("/esquemas/avance_linea_accion/table.schema.json")
    assert [field["name"] for field in answer.json()["fields"]][:2] == ["organismo_id", "periodo_id"]
