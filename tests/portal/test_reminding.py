"""Who owes what is on a page, and each body is reminded once a week, as `apertura recordar` does."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from apertura.portal.accounts.account import Role
from apertura.storage.lease import hold
from tests.portal.conftest import MINE, TOTP, Browser, Portal, apertura, listening

pytestmark = pytest.mark.long


@pytest.fixture
def desk(tmp_path: Path, keys: None) -> Iterator[Portal]:
    with listening(tmp_path) as portal:
        yield portal


@pytest.fixture
def operator(desk: Portal) -> Browser:
    return desk.enter(desk.account(Role.OPERADOR, totp=TOTP))


def mails(desk: Portal) -> list[str]:
    files = (desk.settings.root / "salida" / "correo").rglob("recordatorio-*.eml")
    return sorted(str(message_from_bytes(file.read_bytes(), policy=default)["Subject"]) for file in files)


def test_one_body_is_reminded_of_all_it_owes_once_a_week(desk: Portal, operator: Browser) -> None:
    page = operator.open("/recordatorios").text
    [row] = [row for row in page.split("<tr>") if f"<small>{MINE}</small>" in row]
    count = int(re.findall(r'class="num">([\d,]+)<', row)[0].replace(",", ""))
    assert row.count("<li>") == count
    said = operator.send("/recordatorios", {"organismo": MINE}).text
    assert f"{MINE}: recordatorio enviado" in said
    [subject] = mails(desk)
    assert f"{count} tablas por entregar" in subject
    assert "ya se le recordó esta semana" in operator.send("/recordatorios", {"organismo": MINE}).text
    assert len(mails(desk)) == 1
    [row] = [row for row in operator.open("/recordatorios").text.split("<tr>") if f"<small>{MINE}</small>" in row]
    assert "Recordar<" not in row
    assert ("recordar", MINE, 200) in [(act, about, outcome) for act, _, about, outcome in desk.acts()]
    done = apertura("recordar", "--datos", desk.settings.root)
    assert f"{MINE}: ya se le recordó esta semana" in done.stdout
    desk.clock.ahead = timedelta(days=7)
    late = desk.enter(desk.account(Role.OPERADOR, totp=TOTP))
    assert f"{MINE}: recordatorio enviado" in late.send("/recordatorios", {"organismo": MINE}).text


def test_all_are_reminded_at_once_and_whoever_only_looks_reminds_nobody(desk: Portal, operator: Browser) -> None:
    auditor = desk.enter(desk.account(Role.AUDITOR))
    page = auditor.open("/recordatorios")
    assert (page.status_code, "Recordar" in page.text.partition("<main")[2].replace("Recordado", "")) == (200, False)
    assert auditor.send("/recordatorios", {"organismo": "todos"}, form="/cuenta").status_code == 403
    assert operator.send("/recordatorios", {"organismo": "OG-99"}).status_code == 400
    bodies = len(re.findall(r'name="organismo" value="OG-', operator.open("/recordatorios").text))
    with hold(desk.settings.root):
        busy = operator.send("/recordatorios", {"organismo": "todos"})
        assert (busy.status_code, "Una corrida está trabajando" in busy.text) == (409, True)
    said = operator.send("/recordatorios", {"organismo": "todos"}).text
    assert said.count("recordatorio enviado") == bodies == len(mails(desk))
