"""Coming in by an institution that vouches for people: sent there, and back, and let in where they were invited."""

from starlette.responses import Response

from apertura.errors import InstitutionError
from apertura.portal.accounts import attempts, logins
from apertura.portal.accounts.account import Account
from apertura.portal.accounts.identities import account_of
from apertura.portal.accounts.institution import address_of, identity_of
from apertura.portal.accounts.logins import Login
from apertura.portal.cuenta.entry import is_local, let_in
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit
from apertura.portal.settings import Institution

BACK = "/entrar/institucional/regreso"
_UNINVITED = (
    "No hay una cuenta invitada con el correo que dice la institución. "
    "Pida una invitación a quien administra las cuentas."
)
_LONGEST = 400
_STALE = "La entrada caducó, o empezó en otro navegador. Empiece otra vez desde esta página."


def go_there(visit: Visit) -> Response:
    """Send the browser to the institution, with what its answer will be known by."""
    institution, where = visit.house.settings.institution, ("institución", visit.origin)
    if institution is None:
        return refuse(visit, 404)
    after = visit.query.get("despues", "")
    after = after if is_local(after) and len(after) <= _LONGEST else ""
    with visit.house.engine.begin() as connection:
        if attempts.count(connection, visit.house.settings.secret, where, now=visit.now) >= attempts.OF_ONE_ORIGIN:
            return refuse(visit, 429)
        attempts.note(connection, visit.house.settings.secret, where, now=visit.now)
        login = logins.begin(connection, visit.seal, after, now=visit.now)
    try:
        return visit.go(address_of(institution, login, _back(visit)))
    except InstitutionError as error:
        return _said(visit, str(error), 502)


def come_back(visit: Visit) -> Response | Done:
    """Begin a session for whom the institution vouches, where an account was invited at the address it has verified."""
    institution = visit.house.settings.institution
    if institution is None:
        return refuse(visit, 404)
    with visit.house.engine.begin() as connection:
        login = logins.end(connection, visit.seal, visit.query.get("state", ""), now=visit.now)
    if login is None:
        return Done(_said(visit, _STALE, 400), "no entró: no empezó aquí")
    if visit.query.get("iss", institution.issuer) != institution.issuer or "code" not in visit.query:
        return Done(_said(visit, "La institución no le dejó entrar, o usted lo canceló.", 401), "no entró")
    try:
        account = _account(visit, institution, login)
    except InstitutionError as error:
        return Done(_said(visit, str(error), 401), "no entró: sin prueba")
    if account is None:
        return Done(_said(visit, _UNINVITED, 403), "no entró: sin invitación")
    return let_in(visit, account, login.after)


def _account(visit: Visit, institution: Institution, login: Login) -> Account | None:
    identity = identity_of(institution, login, visit.query["code"], _back(visit), now=visit.now)
    with visit.house.engine.begin() as connection:
        return account_of(connection, identity, now=visit.now)


def _back(visit: Visit) -> str:
    return f"{visit.house.settings.address}{BACK}"


def _said(visit: Visit, wrong: str, status: int) -> Response:
    return visit.show("entrar.html", status=status, email="", after="", wrong=wrong)
