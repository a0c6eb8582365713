"""Keys for the programs of an account: made here, shown once, withdrawn here."""

from starlette.responses import Response

from apertura.errors import AccountError
from apertura.portal.accounts import program_keys
from apertura.portal.cuenta.password import forget_attempts, unless_known
from apertura.portal.security.visit import Done, Visit

_LAST = 1 << 62


def show_keys(visit: Visit) -> Response:
    """Show the keys there are, without what they are made of."""
    return _shown(visit)


def make_key(visit: Visit) -> Response | Done:
    """Make a key and show it this once; whoever asks for one must know the password of the account."""
    if refused := unless_known(visit, "clave", lambda: _shown(visit, wrong="La contraseña no es esa.")):
        return refused
    forget_attempts(visit)
    name, days = visit.form.get("nombre", ""), visit.form.get("dias", "")
    lasts = int(days) if days.isascii() and days.isdigit() and len(days) < 6 else 0
    try:
        with visit.house.engine.begin() as connection:
            key = program_keys.make(connection, visit.me, name, lasts, now=visit.now)
    except AccountError as error:
        return _shown(visit, wrong=str(error))
    return Done(_shown(visit, key=key), name)


def withdraw_key(visit: Visit) -> Response:
    """Withdraw a key: the program that has it is heard no more."""
    number = int(visit.path["key"])
    with visit.house.engine.begin() as connection:
        program_keys.withdraw(connection, visit.me.id, min(number, _LAST))
    return visit.go("/cuenta/llaves")


def _shown(visit: Visit, *, wrong: str | None = None, key: str | None = None) -> Response:
    with visit.house.engine.begin() as connection:
        keys = program_keys.of_account(connection, visit.me.id)
    return visit.show(
        "llaves.html", status=422 if wrong else 200, wrong=wrong, keys=keys, key=key, most=program_keys.LONGEST_DAYS
    )
