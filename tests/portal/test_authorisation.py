"""Who may open each door: every door of the router, as everybody there is, of one's own body and of another's."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import delete
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route

from apertura.portal.accounts.account import Role
from apertura.portal.accounts.sessions import Stage, begin
from apertura.portal.api.asker import May
from apertura.portal.database.tables import attempts
from apertura.portal.doors import DOORS
from apertura.portal.security import rules
from apertura.portal.security.door import Door
from apertura.portal.security.gate import Gate
from tests.portal.conftest import MINE, OTHER, TOTP, Browser, Portal, listening

pytestmark = pytest.mark.long

NOBODY, HALF, LACKING = "nadie", "a medias", "operador sin segundo factor"
OWN, ANOTHERS, OPERATOR, AUDITOR, ADMIN = "enlace del organismo", "enlace de otro", "operador", "auditor", "admin"
EVERYBODY = {NOBODY, HALF, LACKING, OWN, ANOTHERS, OPERATOR, AUDITOR, ADMIN}
SIGNED_IN = {LACKING, OWN, ANOTHERS, OPERATOR, AUDITOR, ADMIN}
READS = {OWN, OPERATOR, AUDITOR, ADMIN}
MAY = {
    "inicio": EVERYBODY,
    "estado": EVERYBODY,
    "revisar": EVERYBODY,
    "revisar un archivo": EVERYBODY,
    "esquemas": EVERYBODY,
    "esquema": EVERYBODY,
    "table schema": EVERYBODY,
    "verificar acuse": EVERYBODY,
    "verificar un acuse": EVERYBODY,
    "entrar": EVERYBODY,
    "intento de entrar": EVERYBODY,
    "entrar por institución": EVERYBODY,
    "regreso de la institución": EVERYBODY,
    "olvidé mi contraseña": EVERYBODY,
    "pedir enlace": EVERYBODY,
    "elegir contraseña": EVERYBODY,
    "usar enlace": EVERYBODY,
    "segundo paso": {HALF},
    "intento de segundo paso": {HALF},
    "salir": SIGNED_IN,
    "cuenta": SIGNED_IN,
    "cambiar contraseña": SIGNED_IN,
    "segundo factor": SIGNED_IN,
    "poner segundo factor": SIGNED_IN,
    "códigos de recuperación": SIGNED_IN,
    "hacer códigos": SIGNED_IN,
    "llaves": SIGNED_IN - {LACKING},
    "hacer llave": SIGNED_IN - {LACKING},
    "retirar llave": SIGNED_IN - {LACKING},
    "lo que debe": READS,
    "plantilla": READS,
    "entregar": {OWN},
    "entregar un archivo": {OWN},
    "revisar sin entregar": {OWN},
    "entregas": READS,
    "dictamen": READS,
    "compartir": {OWN},
    "significados": {OWN},
    "pedir significados": {OWN},
    "enlaces compartidos": {OWN},
    "retirar enlace": {OWN},
    "dictamen compartido": EVERYBODY,
    "retirar": {OWN},
    "retirar entrega": {OWN},
    "corregir": {OWN},
    "corregir celdas": {OWN},
    "documento": READS,
    "organismos": {OPERATOR, AUDITOR, ADMIN},
    "esta noche": {OPERATOR, AUDITOR, ADMIN},
    "por publicar": {OPERATOR, AUDITOR, ADMIN},
    "aprobar": {OPERATOR, ADMIN},
    "equivalencias": {OPERATOR, AUDITOR, ADMIN},
    "contestar equivalencia": {OPERATOR, ADMIN},
    "recordatorios": {OPERATOR, AUDITOR, ADMIN},
    "recordar": {OPERATOR, ADMIN},
    "cola": {OPERATOR, AUDITOR, ADMIN},
    "avance": {OPERATOR, AUDITOR, ADMIN},
    "publicaciones": {OPERATOR, AUDITOR, ADMIN},
    "publicación": {OPERATOR, AUDITOR, ADMIN},
    "correcciones": {OPERATOR, AUDITOR, ADMIN},
    "cambios": READS,
    "bitácora": {AUDITOR, ADMIN},
    "cuentas": {ADMIN},
    "invitar": {ADMIN},
    "cambiar cuenta": {ADMIN},
}
"""Who may open each door, said here once more and in other words than the rules of the doors."""


def without_a_rule(app: Starlette) -> list[str]:
    return [str(route) for route in app.routes if not _ruled(route)]


def _ruled(route: BaseRoute) -> bool:
    if isinstance(route, Mount):
        return route.name == "estaticos" or (route.name == "api" and all(map(_ruled, route.app.routes)))
    if isinstance(route, APIRoute):
        return any(isinstance(each.call, May) for each in route.dependant.dependencies)
    if isinstance(route, Route) and route.path == "/openapi.json":
        return True
    return isinstance(route, Route) and isinstance(route.app, Gate) and isinstance(route.app.door.rule, rules.Rule)


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal with its own doors, behind each of which there is one word: who reads it was let in."""
    doors = [replace(door, page=lambda visit: PlainTextResponse("adelante")) for door in DOORS]
    with listening(tmp_path_factory.mktemp("datos"), doors) as portal:
        yield portal


@pytest.fixture(scope="module")
def people(probed: Portal) -> dict[str, Browser]:
    return {
        NOBODY: probed.browser(),
        HALF: _inside(probed, Role.ENLACE, MINE, Stage.HALF),
        LACKING: _inside(probed, Role.OPERADOR, None, totp=None),
        OWN: _inside(probed, Role.ENLACE, MINE),
        ANOTHERS: _inside(probed, Role.ENLACE, OTHER),
        OPERATOR: _inside(probed, Role.OPERADOR),
        AUDITOR: _inside(probed, Role.AUDITOR),
        ADMIN: _inside(probed, Role.ADMIN),
    }


def _inside(
    portal: Portal, role: Role, garante: str | None = None, stage: Stage = Stage.WHOLE, totp: str | None = TOTP
) -> Browser:
    account = portal.account(role, garante, totp=totp)
    with portal.engine.begin() as connection:
        token = begin(connection, account, stage, now=portal.clock())
    browser = portal.browser()
    browser.session.cookies.set("sesion", token)
    return browser


def test_every_route_is_a_door_with_a_rule_and_one_without_is_found(probed: Portal) -> None:
    assert without_a_rule(probed.app) == []
    assert {route.app.door.name for route in probed.app.routes if isinstance(route, Route)} == MAY.keys()
    bare = Starlette(routes=[*probed.app.routes, Route("/sin-regla", lambda request: PlainTextResponse(""))])
    assert len(without_a_rule(bare)) == 1


def test_a_rule_about_a_body_needs_an_address_that_names_it_and_the_other_way_round() -> None:
    for path, rule in (("/todos", rules.HANDS_IN), ("/organismos/{garante}", rules.LOOKS_AFTER_ALL)):
        with pytest.raises(ValueError, match="van juntas"):
            Door("plantada", "GET", path, rule, DOORS[0].page)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_each_door_opens_to_whom_it_should_and_to_nobody_else(
    probed: Portal, people: dict[str, Browser], door: Door, who: str
) -> None:
    with probed.engine.begin() as connection:
        connection.execute(delete(attempts))
    path = (
        door.path.replace("{account:int}", "1")
        .replace("{key:int}", "1")
        .replace("{share:int}", "1")
        .replace("{request:int}", "1")
        .format(garante=MINE, period="2024-T2", hash="0" * 16, document="informe.json", dataset="x", token="x")
    )
    browser = people[who]
    if door.method == "GET":
        answer = browser.open(path, allow_redirects=False)
    else:
        answer = browser.session.post(
            probed.url + path, data={"sello": _seal(probed, browser)}, allow_redirects=False, timeout=60
        )
    if who in MAY[door.name]:
        assert (answer.status_code, answer.text) == (200, "adelante")
        return
    assert "adelante" not in answer.text
    sign_in = who in (NOBODY, HALF) or "paso" in door.name
    if sign_in:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/entrar")
    elif who == ANOTHERS and door.rule.of_body:
        assert answer.status_code == 404, "whether there is such a thing is none of their business"
    elif who == LACKING and Role.OPERADOR in (door.rule.roles or ()):
        assert (answer.status_code, answer.headers["location"]) == (303, "/cuenta/segundo-factor")
    else:
        assert answer.status_code == 403


def _seal(portal: Portal, browser: Browser) -> str:
    from apertura.portal.security.forgery import form_seal

    cookies = browser.session.cookies.get_dict()
    if "sesion" not in cookies and "visita" not in cookies:
        browser.open("/estado")
    cookies = browser.session.cookies.get_dict()
    return form_seal(portal.settings.secret, cookies.get("sesion") or cookies["visita"])
