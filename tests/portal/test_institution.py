"""Coming in by an institution that vouches for people (OpenID Connect), which listens in a process of its own."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import update

from apertura.errors import InstitutionError, PortalUnsetError
from apertura.portal.accounts.account import Account, Role, change
from apertura.portal.accounts.institution import address_of
from apertura.portal.accounts.logins import Login
from apertura.portal.database.tables import attempts, logins
from apertura.portal.settings import Institution, settings
from tests.portal.conftest import MINE, REPO, TOTP, Browser, Portal, free_port, fresh, listening

pytestmark = pytest.mark.long

BACK = "/entrar/institucional/regreso"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    """A portal that knows an issuer, which knows it; for each kind of database."""
    root, port = tmp_path_factory.mktemp("datos"), free_port()
    place = free_port()
    address = f"http://127.0.0.1:{place}"
    command = [sys.executable, "-m", "tests.portal.institution", str(port), "apertura", "clave", address + BACK]
    issuer = subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert issuer.stdout.readline().strip() == str(port).encode()
    vouches = Institution(f"http://127.0.0.1:{port}", "apertura", "clave", "la institución")
    more = {"address": address, "institution": vouches, "port": place}
    try:
        if request.param == "sqlite":
            with listening(root, **more) as portal:
                yield portal
        else:
            made = fresh(request.getfixturevalue("postgres"))
            with made as database, listening(root, database=database, **more) as portal:
                yield portal
    finally:
        issuer.kill()
        issuer.wait()
        issuer.stdout.close()


@pytest.fixture(autouse=True)
def no_attempts(desk: Portal) -> None:
    with desk.engine.begin() as connection:
        connection.execute(attempts.delete())


def begin(browser: Browser, path: str = "/entrar/institucional") -> str:
    """Go there, and return the address of the issuer that the browser was sent to."""
    browser.open("/entrar")
    answer = browser.open(path, allow_redirects=False)
    assert answer.status_code == 303
    return answer.headers["location"]


def let_in(where: str, email: str, **said: str) -> str:
    """Be let in at the issuer, and return the address that one is sent back to."""
    answer = requests.post(where, data={"correo": email, **said}, timeout=30, allow_redirects=False)
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def enter(desk: Portal, browser: Browser, email: str, **said: str) -> requests.Response:
    back = let_in(begin(browser), email, **said)
    return browser.open(back.removeprefix(desk.url))


def invited(desk: Portal, role: Role = Role.ENLACE, totp: str | None = None) -> Account:
    return desk.account(role, MINE if role is Role.ENLACE else None, totp=totp)


def test_who_was_invited_comes_in_and_the_way_on_is_kept(desk: Portal) -> None:
    account, browser = invited(desk), desk.browser()
    assert "Entrar con la institución" in browser.open("/entrar").text
    where = begin(browser, "/entrar/institucional?despues=/esquemas")
    asked = parse_qs(urlsplit(where).query)
    assert (asked["code_challenge_method"], asked["response_type"]) == (["S256"], ["code"])
    assert len(asked["nonce"][0]) == len(asked["state"][0]) == 43
    answer = browser.open(let_in(where, account.email).removeprefix(desk.url))
    assert answer.url == f"{desk.url}/esquemas"
    assert browser.open("/cuenta").url == f"{desk.url}/cuenta"
    assert ("regreso de la institución", account.email, "entró", 303) in desk.acts()


def test_nobody_opens_an_account_by_coming(desk: Portal) -> None:
    browser = desk.browser()
    answer = enter(desk, browser, "desconocida@ejemplo.org")
    assert (answer.status_code, "No hay una cuenta invitada" in answer.text) == (403, True)
    assert "/entrar" in browser.open("/cuenta").url
    closed = invited(desk)
    with desk.engine.begin() as connection:
        change(connection, closed.id, active=False)
    assert enter(desk, desk.browser(), closed.email).status_code == 403
    assert ("regreso de la institución", "", "no entró: sin invitación", 403) in desk.acts()


def test_the_account_is_of_who_came_first_and_not_of_whom_is_given_the_same_address_later(desk: Portal) -> None:
    account = invited(desk)
    assert enter(desk, desk.browser(), account.email).status_code == 200
    other = json.dumps({"sub": "otra-persona"})
    assert enter(desk, desk.browser(), account.email, otros=other).status_code == 403
    moved = json.dumps({"email": "otro-correo@ejemplo.org"})
    assert enter(desk, desk.browser(), account.email, otros=moved).url == f"{desk.url}/organismos/{MINE}"
    admin = desk.enter(invited(desk, Role.ADMIN, TOTP))
    assert admin.send(f"/cuentas/{account.id}", {"acto": "quitar-identidad"}, form="/cuentas").status_code == 200
    assert enter(desk, desk.browser(), account.email, otros=other).status_code == 200


def test_who_has_a_second_factor_has_to_give_it_still(desk: Portal) -> None:
    account, browser = invited(desk, Role.ADMIN, TOTP), desk.browser()
    answer = enter(desk, browser, account.email)
    assert answer.url == f"{desk.url}/segundo-paso"
    assert "/entrar" in browser.open("/cuentas").url


@pytest.mark.parametrize(
    "said",
    [
        {"llave": "1"},
        {"otros": json.dumps({"nonce": "otro"})},
        {"otros": json.dumps({"aud": "otro-cliente"})},
        {"otros": json.dumps({"iss": "https://otro.example"})},
        {"otros": json.dumps({"exp": int(time.time()) - 3600})},
        {"otros": json.dumps({"iat": int(time.time()) + 3600})},
        {"otros": json.dumps({"azp": "otro-cliente"})},
        {"otros": json.dumps({"at_hash": "bm8gZXMgZXN0YQ"})},
        {"otros": json.dumps({"email_verified": False})},
        {"otros": json.dumps({"email_verified": "true"})},
        {"otros": json.dumps({"sub": "x" * 256})},
    ],
    ids=[
        "llave",
        "nonce",
        "aud",
        "iss",
        "exp",
        "iat",
        "azp",
        "at_hash",
        "sin verificar",
        "texto",
        "sub",
    ],
)
def test_what_does_not_prove_who_it_is_lets_nobody_in(desk: Portal, said: dict[str, str]) -> None:
    account, browser = invited(desk), desk.browser()
    answer = enter(desk, browser, account.email, **said)
    assert answer.status_code == 401, answer.text
    assert "/entrar" in browser.open("/cuenta").url
    assert ("regreso de la institución", "", "no entró: sin prueba", 401) in desk.acts()


def test_what_comes_back_serves_once_in_its_own_browser_and_soon(desk: Portal) -> None:
    account, browser = invited(desk), desk.browser()
    back = let_in(begin(browser), account.email).removeprefix(desk.url)
    stranger = desk.browser()
    stranger.open("/entrar")
    assert "empezó en otro navegador" in stranger.open(back).text
    forged = re.sub(r"state=[\w-]+", f"state={'x' * 43}", back)
    assert browser.open(forged).status_code == 400
    assert browser.open(back).status_code == 200
    browser.send("/salir", {}, form="/cuenta")
    assert browser.open(back).status_code == 400
    late = let_in(begin(browser), account.email).removeprefix(desk.url)
    desk.clock.ahead = timedelta(minutes=11)
    assert browser.open(late).status_code == 400
    desk.clock.ahead = timedelta()


def test_a_code_is_worth_nothing_without_what_only_this_portal_knows(desk: Portal) -> None:
    account, browser = invited(desk), desk.browser()
    back = let_in(begin(browser), account.email).removeprefix(desk.url)
    with desk.engine.begin() as connection:
        connection.execute(update(logins).values(verifier="a" * 86))
    answer = browser.open(back)
    assert (answer.status_code, "no contestó como se esperaba" in answer.text) == (401, True)


def test_a_refusal_and_an_issuer_that_is_not_there_are_said_in_a_sentence(desk: Portal) -> None:
    browser = desk.browser()
    where = begin(browser)
    refused = requests.post(where, data={}, timeout=30, allow_redirects=False).headers["location"]
    assert "error=access_denied" in refused
    answer = browser.open(refused.removeprefix(desk.url))
    assert (answer.status_code, "no le dejó entrar" in answer.text) == (401, True)
    gone = replace(desk.settings.institution, issuer="http://127.0.0.1:9")
    with pytest.raises(InstitutionError, match="no contestó"):
        address_of(gone, Login("s", "n", "v" * 43, ""), f"{desk.url}{BACK}")


def test_where_no_institution_is_said_there_is_none(tmp_path_factory: pytest.TempPathFactory, keys: None) -> None:
    with listening(tmp_path_factory.mktemp("sin")) as portal:
        assert "institucional" not in portal.browser().open("/entrar").text
        assert portal.browser().open("/entrar/institucional").status_code == 404
        assert portal.browser().open(f"{BACK}?code=x&state=y").status_code == 404


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"EMISOR": "https://a.example"}, "Falta APERTURA_PORTAL_OIDC_CLIENTE"),
        ({"EMISOR": "http://a.example", "CLIENTE": "c", "CLAVE": "s"}, "empieza con https://"),
    ],
)
def test_half_an_institution_stops_the_portal(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, str], sentence: str
) -> None:
    environment = {f"APERTURA_PORTAL_OIDC_{name}": text for name, text in said.items()}
    root = tmp_path_factory.mktemp("nada")
    with pytest.raises(PortalUnsetError, match=sentence):
        settings(root, root, {"APERTURA_PORTAL_SECRETO": "s" * 40, **environment})
