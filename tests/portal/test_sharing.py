"""A verdict shared by a link: read by whoever has it, for some days, and nothing else."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from apertura.portal.accounts.account import Role
from tests.portal.conftest import MINE, OTHER, PERIOD, Browser, Portal, listening
from tests.portal.workbooks import workbook

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    with listening(tmp_path_factory.mktemp("datos")) as portal:
        yield portal


@pytest.fixture
def shared(desk: Portal) -> tuple[Browser, str, str]:
    """An enlace, the path of a verdict, and the path that it is shared by for a week."""
    enlace = desk.enter(desk.account(Role.ENLACE, MINE))
    place = f"/organismos/{MINE}/entregar"
    page = enlace.send(place, {"periodo": PERIOD}, ("avance.xlsx", workbook({"avance_porcentaje": 140})))
    verdict = page.url.removeprefix(desk.url)
    answer = enlace.send(f"{verdict}/compartir", {"dias": "7"}, form=verdict)
    [path] = re.findall(rf">{re.escape(desk.url)}(/compartido/[\w.-]+)<", answer.text)
    return enlace, verdict, str(path)


def test_whoever_has_the_link_reads_the_verdict_and_can_do_nothing(
    desk: Portal, shared: tuple[Browser, str, str]
) -> None:
    _, verdict, path = shared
    answer = desk.browser().open(path)
    assert "Devuelta para corregir" in answer.text
    assert 'id="t0-C2"' in answer.text
    assert "/organismos/" not in answer.text
    assert "corregir</a>" not in answer.text
    assert answer.headers["x-robots-tag"] == "noindex"
    assert desk.browser().open(verdict).url.startswith(f"{desk.url}/entrar")


def test_a_link_ends_by_itself(desk: Portal, shared: tuple[Browser, str, str]) -> None:
    _, _, path = shared
    desk.clock.ahead += timedelta(days=6, hours=23)
    assert desk.browser().open(path).status_code == 200
    desk.clock.ahead += timedelta(hours=2)
    assert desk.browser().open(path).status_code == 404


def test_nothing_of_a_link_can_be_changed(desk: Portal, shared: tuple[Browser, str, str]) -> None:
    import base64

    _, _, path = shared
    code, _, sealed = path.rpartition("/")[2].partition(".")
    said = base64.urlsafe_b64decode(code + "==").decode()
    later = base64.urlsafe_b64encode(said.replace("/1", "/2").encode()).decode().rstrip("=")
    others = base64.urlsafe_b64encode(said.replace(MINE, OTHER).encode()).decode().rstrip("=")
    forged = [
        f"{later}.{sealed}",
        f"{others}.{sealed}",
        f"{code}.",
        code,
        f"{code}.{'0' * 64}",
        "ñ.ñ",
        "a.b",
        f".{sealed}",
    ]
    assert {desk.browser().open(f"/compartido/{token}").status_code for token in forged} == {404}


@pytest.mark.parametrize("days", ["", "365", "7; drop"])
def test_it_lasts_a_week_or_a_month_and_no_other_time(
    desk: Portal, shared: tuple[Browser, str, str], days: str
) -> None:
    enlace, verdict, _ = shared
    assert enlace.send(f"{verdict}/compartir", {"dias": days}, form=verdict).status_code == 400
