"""Coming in: passwords, the second step, how long it lasts, and how soon somebody who guesses has to wait."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest

from apertura.portal.accounts.account import Role, change
from tests.portal.conftest import MINE, PASSWORD, TOTP, Browser, Portal

pytestmark = pytest.mark.long
LATER = timedelta(minutes=16)


@pytest.fixture(autouse=True)
def some_time_later(site: Portal) -> None:
    """What was tried in one test is not held against the next."""
    site.clock.ahead += LATER


def attempt(browser: Browser, email: str, password: str):
    return browser.send("/entrar", {"correo": email, "clave": password}, allow_redirects=False)


def test_an_enlace_comes_in_to_what_its_body_owes_and_goes_out_again(site: Portal) -> None:
    account = site.account(Role.ENLACE, MINE)
    browser = site.browser()
    answer = browser.send("/entrar", {"correo": f"  {account.email.upper()} ", "clave": PASSWORD})
    assert answer.url == f"{site.url}/organismos/{MINE}"
    assert "Lo que debe" in answer.text
    token = browser.session.cookies["sesion"]
    browser.send("/salir", {}, form="/cuenta")
    stolen = site.browser()
    stolen.session.cookies.set("sesion", token)
    assert stolen.open("/cuenta").url.startswith(f"{site.url}/entrar")


def test_a_wrong_password_and_an_address_that_nobody_has_are_answered_alike(site: Portal) -> None:
    account = site.account(Role.ENLACE, MINE)
    known = attempt(site.browser(), account.email, "otra frase bastante larga")
    unknown = attempt(site.browser(), "nadie@ejemplo.org", "otra frase bastante larga")
    closed = site.account(Role.ENLACE, MINE)
    with site.engine.begin() as connection:
        change(connection, closed.id, active=False)
    answers = [known, unknown, attempt(site.browser(), closed.email, PASSWORD)]
    assert {answer.status_code for answer in answers} == {401}
    assert all("El correo o la contraseña no son correctos." in answer.text for answer in answers)


def test_after_five_wrong_passwords_the_right_one_has_to_wait_a_quarter_of_an_hour(site: Portal) -> None:
    account, other = site.account(Role.ENLACE, MINE), site.account(Role.ENLACE, MINE)
    for _ in range(5):
        assert attempt(site.browser(), account.email, "no es esta frase").status_code == 401
    late = attempt(site.browser(), account.email, PASSWORD)
    assert (late.status_code, "Espere quince minutos" in late.text) == (429, True)
    assert attempt(site.browser(), other.email, PASSWORD).status_code == 303
    site.clock.ahead += LATER
    assert attempt(site.browser(), account.email, PASSWORD).status_code == 303


def test_many_tries_at_once_are_no_more_than_one_after_another(site: Portal) -> None:
    account = site.account(Role.ENLACE, MINE)
    browsers = [site.browser() for _ in range(16)]
    seals = [browser.seal("/entrar") for browser in browsers]

    def guess(browser: Browser, seal: str) -> int:
        fields = {"sello": seal, "correo": account.email, "clave": "no es esta frase"}
        return browser.session.post(f"{site.url}/entrar", data=fields, timeout=60).status_code

    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(guess, browsers, seals))
    assert statuses == [401] * 5 + [429] * 11


def test_a_code_that_two_send_at_once_lets_one_in(site: Portal) -> None:
    account = site.account(Role.ADMIN, totp=TOTP)
    browsers = [site.browser() for _ in range(4)]
    for browser in browsers:
        attempt(browser, account.email, PASSWORD)
    seals, code = [browser.seal("/segundo-paso") for browser in browsers], pyotp.TOTP(TOTP).at(site.clock())

    def enter(browser: Browser, seal: str) -> int:
        fields = {"sello": seal, "codigo": code}
        where = f"{site.url}/segundo-paso"
        return browser.session.post(where, data=fields, timeout=60, allow_redirects=False).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(enter, browsers, seals)) == [303, 401, 401, 401]


def test_whoever_tries_many_accounts_from_one_place_has_to_wait_too(site: Portal) -> None:
    statuses = [
        attempt(site.browser(), f"n{number}@ejemplo.org", "frase cualquiera").status_code for number in range(41)
    ]
    assert statuses == [401] * 40 + [429]


def test_a_session_begins_under_a_token_that_nobody_chose_before(site: Portal) -> None:
    account, browser = site.account(Role.ENLACE, MINE), site.browser()
    for name in ("sesion", "visita"):
        browser.session.cookies.set(name, "elegida-por-otro", domain="127.0.0.1", path="/")
    attempt(browser, account.email, PASSWORD)
    first = browser.session.cookies["sesion"]
    assert first != "elegida-por-otro"
    again = browser.session.post(
        f"{site.url}/entrar",
        data={"sello": browser.seal("/cuenta"), "correo": account.email, "clave": PASSWORD},
        timeout=30,
        allow_redirects=False,
    )
    assert again.cookies["sesion"] != first
    old = site.browser()
    old.session.cookies.set("sesion", first)
    assert old.open("/cuenta").url.startswith(f"{site.url}/entrar")


def test_a_session_that_nobody_uses_ends_and_none_lasts_longer_than_a_day_of_work(site: Portal) -> None:
    browser = site.enter(site.account(Role.ENLACE, MINE))
    for _ in range(11):
        site.clock.ahead += timedelta(hours=1)
        assert browser.open("/cuenta").url == f"{site.url}/cuenta"
    site.clock.ahead += timedelta(hours=1, minutes=1)
    assert "/entrar" in browser.open("/cuenta").url
    idle = site.enter(site.account(Role.ENLACE, MINE))
    site.clock.ahead += timedelta(hours=2, minutes=1)
    assert "/entrar" in idle.open("/cuenta").url


def test_cookies_are_not_for_scripts_nor_for_other_sites(site: Portal) -> None:
    answer = attempt(site.browser(), site.account(Role.ENLACE, MINE).email, PASSWORD)
    assert all(word in answer.headers["set-cookie"] for word in ("HttpOnly", "SameSite=Lax", "Path=/"))


def test_the_way_back_after_signing_in_leads_nowhere_else(site: Portal) -> None:
    account = site.account(Role.ENLACE, MINE)
    for after, to in (
        ("/esquemas", "/esquemas"),
        ("//malo.example", f"/organismos/{MINE}"),
        ("https://malo.example/", f"/organismos/{MINE}"),
        ("/\\malo.example", f"/organismos/{MINE}"),
        ("/a\r\nx: y", f"/organismos/{MINE}"),
    ):
        fields = {"correo": account.email, "clave": PASSWORD, "despues": after}
        answer = site.browser().send("/entrar", fields, allow_redirects=False)
        assert answer.headers["location"] == to


def test_with_a_second_factor_the_password_alone_opens_nothing_and_a_code_serves_once(site: Portal) -> None:
    account = site.account(Role.ADMIN, totp=TOTP)
    browser = site.browser()
    half = attempt(browser, account.email, PASSWORD)
    assert half.headers["location"] == "/segundo-paso"
    assert "/entrar" in browser.open("/cuentas").url
    code = pyotp.TOTP(TOTP).at(site.clock())
    token = browser.session.cookies["sesion"]
    assert browser.send("/segundo-paso", {"codigo": "000000"}).status_code == 401
    assert browser.send("/segundo-paso", {"codigo": code}).url == f"{site.url}/organismos"
    assert browser.session.cookies["sesion"] != token
    other = site.browser()
    attempt(other, account.email, PASSWORD)
    assert other.send("/segundo-paso", {"codigo": code}).status_code == 401


def test_after_five_wrong_codes_the_right_one_has_to_wait(site: Portal) -> None:
    account = site.account(Role.ADMIN, totp=TOTP)
    browser = site.browser()
    attempt(browser, account.email, PASSWORD)
    for _ in range(5):
        assert browser.send("/segundo-paso", {"codigo": "123456"}).status_code == 401
    assert browser.send("/segundo-paso", {"codigo": pyotp.TOTP(TOTP).at(site.clock())}).status_code == 429


def test_who_looks_after_all_bodies_sees_nothing_before_setting_up_a_second_factor(site: Portal) -> None:
    account = site.account(Role.OPERADOR)
    browser = site.enter(account)
    shown = browser.open("/organismos")
    assert shown.url == f"{site.url}/cuenta/segundo-factor"
    secret = "".join(shown.text.partition('class="spelled">')[2].partition("<")[0].split())
    [sealed] = [
        line.partition('value="')[2].partition('"')[0] for line in shown.text.split("<") if 'name="secreto"' in line
    ]
    fields = {"secreto": sealed, "clave": PASSWORD, "codigo": "000000"}
    assert browser.send("/cuenta/segundo-factor", fields).status_code == 422
    fields["codigo"] = pyotp.TOTP(secret).at(site.clock())
    assert browser.send("/cuenta/segundo-factor", {**fields, "clave": "no es esta"}).status_code == 422
    assert len(codes(browser.send("/cuenta/segundo-factor", fields).text)) == 10
    assert browser.open("/organismos").url == f"{site.url}/organismos"
    with site.engine.begin() as connection:
        [kept] = connection.exec_driver_sql(f"select totp from accounts where id = {account.id}").scalars()
    assert secret not in kept


def codes(page: str) -> list[str]:
    return re.findall(r"<code>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</code>", page)


def test_a_code_for_a_lost_telephone_opens_once_however_it_is_written(site: Portal) -> None:
    account = site.account(Role.ADMIN, totp=TOTP)
    browser = site.enter(account)
    assert "Le quedan <b>0</b>" in browser.open("/cuenta/codigos").text
    assert browser.send("/cuenta/codigos", {"clave": "no es esta"}).status_code == 422
    made = codes(browser.send("/cuenta/codigos", {"clave": PASSWORD}).text)
    assert len(set(made)) == 10
    assert codes(browser.open("/cuenta/codigos").text) == []
    with site.engine.begin() as connection:
        kept = set(connection.exec_driver_sql("select code from recovery_codes").scalars())
    assert not any(code.replace("-", "") in kept for code in made)

    def second_step(code: str) -> int:
        lost = site.browser()
        attempt(lost, account.email, PASSWORD)
        return lost.send("/segundo-paso", {"codigo": code}, allow_redirects=False).status_code

    assert second_step(made[0].lower().replace("-", " ")) == 303
    assert second_step(made[0]) == 401
    assert "Le quedan <b>9</b>" in browser.open("/cuenta/codigos").text
    assert ("intento de segundo paso", account.email, "entró con un código de recuperación", 303) in site.acts()
    other = site.account(Role.ADMIN, totp=TOTP)
    half = site.browser()
    attempt(half, other.email, PASSWORD)
    assert half.send("/segundo-paso", {"codigo": made[1]}).status_code == 401
    again = codes(browser.send("/cuenta/codigos", {"clave": PASSWORD}).text)
    assert second_step(made[1]) == 401
    assert second_step(again[1]) == 303


def test_a_code_for_a_lost_telephone_that_two_send_at_once_lets_one_in(site: Portal) -> None:
    account = site.account(Role.ADMIN, totp=TOTP)
    code = codes(site.enter(account).send("/cuenta/codigos", {"clave": PASSWORD}).text)[0]
    browsers = [site.browser() for _ in range(4)]
    for browser in browsers:
        attempt(browser, account.email, PASSWORD)
    seals = [browser.seal("/segundo-paso") for browser in browsers]

    def enter(browser: Browser, seal: str) -> int:
        fields = {"sello": seal, "codigo": code}
        where = f"{site.url}/segundo-paso"
        return browser.session.post(where, data=fields, timeout=60, allow_redirects=False).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(enter, browsers, seals)) == [303, 401, 401, 401]


def test_without_a_second_factor_there_are_no_codes_and_they_go_with_it(site: Portal) -> None:
    plain = site.enter(site.account(Role.ENLACE, MINE))
    assert plain.open("/cuenta/codigos").status_code == 404
    assert plain.send("/cuenta/codigos", {"clave": PASSWORD}, form="/cuenta").status_code == 404
    account, admin = site.account(Role.ADMIN, totp=TOTP), site.enter(site.account(Role.ADMIN, totp=TOTP))
    site.enter(account).send("/cuenta/codigos", {"clave": PASSWORD})
    admin.send(f"/cuentas/{account.id}", {"acto": "quitar-segundo-factor"}, form="/cuentas")
    with site.engine.begin() as connection:
        left = connection.exec_driver_sql(f"select id from recovery_codes where account = {account.id}").all()
    assert left == []


def test_changing_the_password_needs_the_present_one_and_ends_the_other_sessions(site: Portal) -> None:
    account = site.account(Role.ENLACE, MINE)
    here, elsewhere = site.enter(account), site.enter(account)
    new = "caballo batería grapa correcto"
    fields = {"actual": "no es esta", "nueva": new, "repetida": new}
    assert here.send("/cuenta/clave", fields, form="/cuenta").status_code == 422
    assert "La contraseña cambió" in here.send("/cuenta/clave", {**fields, "actual": PASSWORD}, form="/cuenta").text
    assert here.open("/cuenta").url == f"{site.url}/cuenta"
    assert "/entrar" in elsewhere.open("/cuenta").url
    assert attempt(site.browser(), account.email, PASSWORD).status_code == 401
    assert attempt(site.browser(), account.email, new).status_code == 303


def test_every_attempt_is_in_the_log_without_what_was_typed(site: Portal) -> None:
    account = site.account(Role.ENLACE, MINE)
    before = len(site.acts())
    attempt(site.browser(), account.email, "secreta-y-equivocada")
    attempt(site.browser(), "secreta-en-mal-lugar", "x")
    attempt(site.browser(), account.email, PASSWORD)
    assert site.acts()[before:] == [
        ("intento de entrar", account.email, "no entró", 401),
        ("intento de entrar", "", "no entró", 401),
        ("intento de entrar", account.email, "entró", 303),
    ]
