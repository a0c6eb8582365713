"""Links that go by mail, through a real SMTP server: to choose a password, once, within a time."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from apertura.portal.accounts.account import Role
from tests.outbox.post_office import PostOffice, open_at
from tests.portal.conftest import MINE, PASSWORD, TOTP, Browser, Portal

pytestmark = pytest.mark.long
NEW = "caballo batería grapa correcto"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, site: Portal) -> Iterator[PostOffice]:
    site.clock.ahead += timedelta(minutes=16)
    office = PostOffice()
    with open_at(office) as port:
        monkeypatch.setenv("APERTURA_SMTP", f"smtp+plano://127.0.0.1:{port}")
        monkeypatch.setenv("APERTURA_REMITENTE", "portal@ejemplo.org")
        yield office


@pytest.fixture
def admin(site: Portal) -> Browser:
    return site.enter(site.account(Role.ADMIN, totp=TOTP))


def link_in(office: PostOffice, site: Portal) -> str:
    [path] = re.findall(rf"{re.escape(site.url)}(/enlace/[\w-]+)", office.taken[-1].get_content())
    return str(path)


def wait_for(office: PostOffice, count: int) -> None:
    import time

    for _ in range(200):
        if len(office.taken) >= count:
            return
        time.sleep(0.05)
    raise AssertionError("no llegó el correo")


def test_an_invited_enlace_chooses_a_password_and_comes_in(site: Portal, office: PostOffice, admin: Browser) -> None:
    fields = {"correo": "nueva@organismo.org", "papel": "enlace", "organismo": MINE}
    assert "Se envió el enlace" in admin.send("/cuentas", fields).text
    assert office.taken[0]["To"] == "nueva@organismo.org"
    path, browser = link_in(office, site), site.browser()
    for weak in ("corta", "aaaaaaaaaaaaaa", "contraseña2024", "nueva-nueva-nueva"):
        assert browser.send(path, {"nueva": weak, "repetida": weak}).status_code == 422
    assert browser.send(path, {"nueva": NEW, "repetida": NEW + "x"}).status_code == 422
    assert "quedó guardada" in browser.send(path, {"nueva": NEW, "repetida": NEW}).text
    assert browser.open(path).status_code == 410
    answer = browser.send("/entrar", {"correo": "nueva@organismo.org", "clave": NEW})
    assert answer.url == f"{site.url}/organismos/{MINE}"
    assert ("usar enlace", "nueva@organismo.org", "invitacion", 200) in site.acts()


def test_a_link_serves_once_even_where_two_use_it_at_once(site: Portal, office: PostOffice) -> None:
    account = site.account(Role.ENLACE, MINE)
    site.browser().send("/olvide", {"correo": account.email})
    wait_for(office, 1)
    path = link_in(office, site)
    first, second = site.browser(), site.browser()
    seals = [each.seal(path) for each in (first, second)]
    fields = {"nueva": NEW, "repetida": NEW}
    answers = [
        each.session.post(site.url + path, data={"sello": seal, **fields}, timeout=30).status_code
        for each, seal in zip((first, second), seals, strict=True)
    ]
    assert answers == [200, 410]


def test_a_link_is_late_after_its_hour_and_a_newer_one_makes_it_worth_nothing(site: Portal, office: PostOffice) -> None:
    account = site.account(Role.ENLACE, MINE)
    site.browser().send("/olvide", {"correo": account.email})
    wait_for(office, 1)
    first = link_in(office, site)
    site.browser().send("/olvide", {"correo": account.email})
    wait_for(office, 2)
    second = link_in(office, site)
    assert [site.browser().open(path).status_code for path in (first, second)] == [410, 200]
    site.clock.ahead += timedelta(hours=1, minutes=1)
    assert site.browser().open(second).status_code == 410


def test_a_reset_ends_every_session_and_lifts_the_wait(site: Portal, office: PostOffice) -> None:
    account = site.account(Role.ENLACE, MINE)
    thief = site.enter(account)
    for _ in range(5):
        site.browser().send("/entrar", {"correo": account.email, "clave": "no es esta frase"})
    site.browser().send("/olvide", {"correo": account.email})
    wait_for(office, 1)
    site.browser().send(link_in(office, site), {"nueva": NEW, "repetida": NEW})
    assert "/entrar" in thief.open("/cuenta").url
    assert site.browser().send("/entrar", {"correo": account.email, "clave": NEW}).status_code == 200
    assert site.browser().send("/entrar", {"correo": account.email, "clave": PASSWORD}).status_code == 401


def test_who_asks_for_a_link_is_told_the_same_where_there_is_no_account(site: Portal, office: PostOffice) -> None:
    account = site.account(Role.ENLACE, MINE)
    there = site.browser().send("/olvide", {"correo": account.email})
    nobody = site.browser().send("/olvide", {"correo": "nadie@ejemplo.org"})
    wait_for(office, 1)
    assert re.sub("[0-9a-f]{64}", "", there.text) == re.sub("[0-9a-f]{64}", "", nobody.text)
    for _ in range(3):
        site.browser().send("/olvide", {"correo": account.email})
    assert site.browser().send("/olvide", {"correo": account.email}).status_code == 429
    assert all(mail["To"] == account.email for mail in office.taken)


def test_what_is_kept_of_a_link_or_a_session_lets_nobody_in(site: Portal, office: PostOffice) -> None:
    account = site.account(Role.ENLACE, MINE)
    site.browser().send("/olvide", {"correo": account.email})
    wait_for(office, 1)
    token = link_in(office, site).rpartition("/")[2]
    session = site.enter(account).session.cookies["sesion"]
    with site.engine.begin() as connection:
        kept = [
            str(row) for name in ("links", "sessions") for row in connection.exec_driver_sql(f"select * from {name}")
        ]
    assert not any(secret in row for secret in (token, session) for row in kept)


def test_an_account_that_is_closed_is_out_at_once_and_its_links_are_worth_nothing(
    site: Portal, office: PostOffice, admin: Browser
) -> None:
    account = site.account(Role.ENLACE, MINE)
    inside = site.enter(account)
    site.browser().send("/olvide", {"correo": account.email})
    wait_for(office, 1)
    admin.send(f"/cuentas/{account.id}", {"acto": "cerrar"}, form="/cuentas")
    assert "/entrar" in inside.open("/cuenta").url
    assert site.browser().open(link_in(office, site)).status_code == 410


def test_a_mail_that_does_not_go_out_is_told_to_who_invites(site: Portal, office: PostOffice, admin: Browser) -> None:
    office.refused.add("mal@organismo.org")
    answer = admin.send("/cuentas", {"correo": "mal@organismo.org", "papel": "enlace", "organismo": MINE})
    assert (answer.status_code, "el correo no salió" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"correo": "sin arroba", "papel": "enlace", "organismo": MINE}, "Escriba una dirección de correo"),
        ({"correo": "a@b.mx", "papel": "enlace", "organismo": ""}, "Un enlace es de un organismo"),
        ({"correo": "a@b.mx", "papel": "admin", "organismo": MINE}, "Un enlace es de un organismo"),
        ({"correo": "a@b.mx", "papel": "rey", "organismo": ""}, "El papel es uno de estos"),
        ({"correo": "a@b.mx\nBcc: c@d.mx", "papel": "admin", "organismo": ""}, "Escriba una dirección de correo"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused_in_a_sentence(
    site: Portal, office: PostOffice, admin: Browser, fields: dict[str, str], said: str
) -> None:
    answer = admin.send("/cuentas", fields)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert office.taken == []
