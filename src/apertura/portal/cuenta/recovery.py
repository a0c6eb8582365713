"""The codes for a lost telephone: how many are left, and others made, which are shown this once."""

from starlette.responses import Response

from apertura.portal.accounts import recovery
from apertura.portal.cuenta.password import forget_attempts, unless_known
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit


def show_codes(visit: Visit) -> Response:
    """Show how many codes are left, and the form that makes others."""
    return refuse(visit, 404) if visit.me.totp is None else shown_codes(visit, ())


def make_codes(visit: Visit) -> Response | Done:
    """Make other codes, in place of those there are; whoever asks must know the password of the account."""
    if visit.me.totp is None:
        return refuse(visit, 404)
    if refused := unless_known(visit, "clave", lambda: shown_codes(visit, (), wrong="La contraseña no es esa.")):
        return refused
    forget_attempts(visit)
    with visit.house.engine.begin() as connection:
        codes = recovery.make(connection, visit.me, visit.house.settings.secret)
    return Done(shown_codes(visit, codes), "otros")


def shown_codes(visit: Visit, codes: tuple[str, ...], *, wrong: str | None = None) -> Response:
    """Show codes that were made just now, or how many are left."""
    with visit.house.engine.begin() as connection:
        left = recovery.left(connection, visit.me.id)
    return visit.show("codigos.html", status=422 if wrong else 200, codes=codes, left=left, wrong=wrong)
