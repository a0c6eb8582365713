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
    return enlace, verdict, made(enlace, verdict)


def made(enlace: Browser, verdict: str) -> str:
    """Make a link that serves for a week, and return its path."""
    answer = enlace.send(f"{verdict}/compartir", {"dias": "7"}, form=verdict)
    [path] = re.findall(rf">{re.escape(enlace.url)}(/compartido/[\w-]+)<", answer.text)
    return str(path)


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


def test_a_link_is_withdrawn_before_it_ends_and_the_others_serve_on(
    desk: Portal, shared: tuple[Browser, str, str]
) -> None:
    enlace, verdict, path = shared
    other = made(enlace, verdict)
    page = enlace.open(f"{verdict}/compartir").text
    first, _ = re.findall(rf'action="{re.escape(verdict)}(/compartir/\d+)"', page)
    assert path.rpartition("/")[2] not in page
    stranger = desk.enter(desk.account(Role.ENLACE, OTHER))
    for place in (verdict, verdict.replace(MINE, OTHER)):
        assert stranger.send(f"{place}{first}", {}, form="/cuenta").status_code == 404
    assert desk.browser().open(path).status_code == 200
    assert enlace.send(f"{verdict}{first}", {}, form=f"{verdict}/compartir").status_code == 200
    assert [desk.browser().open(each).status_code for each in (path, other)] == [404, 200]
    assert enlace.send(f"{verdict}{first}", {}, form=f"{verdict}/compartir").status_code == 404
    assert enlace.send(f"{verdict}/compartir/{10**30}", {}, form=f"{verdict}/compartir").status_code == 404
    assert "retirar enlace" in [act for act, *_ in desk.acts()]
    with desk.engine.begin() as connection:
        kept = connection.exec_driver_sql("select token from shares").scalars().all()
    assert not any(each in other for each in kept)


@pytest.mark.parametrize("token", ["", "0" * 43, "x", "ñ", "a.b", "' or 1=1"])
def test_what_was_never_made_leads_nowhere(desk: Portal, token: str) -> None:
    assert desk.browser().open(f"/compartido/{token}").status_code == 404


@pytest.mark.parametrize("days", ["", "365", "7; drop"])
def test_it_lasts_a_week_or_a_month_and_no_other_time(
    desk: Portal, shared: tuple[Browser, str, str], days: str
) -> None:
    enlace, verdict, _ = shared
    assert enlace.send(f"{verdict}/compartir", {"dias": days}, form=verdict).status_code == 400
