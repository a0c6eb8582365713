"""Keys for the programs of an account: made here, shown once, withdrawn here."""

from starlette.responses import Response

from apertura.errors import AccountError
from apertura.portal.accounts import attempts, program_keys
from apertura.portal.accounts.passwords import matches
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit

_LAST = 1 << 62


def show_keys(visit: Visit) -> Response:
    """Show the keys there are, without what they are made of."""
    return _shown(visit)


def make_key(visit: Visit) -> Response | Done:
    """Make a key and show it this once; whoever asks for one must know the password of the account."""
    account, secret, whose = visit.me, visit.house.settings.secret, ("cuenta", visit.me.email)
    with visit.house.engine.begin() as connection:
        if attempts.count(connection, secret, whose, now=visit.now) >= attempts.OF_ONE_ACCOUNT:
            return refuse(visit, 429)
        attempts.note(connection, secret, whose, now=visit.now)
    if not matches(visit.form.get("clave", ""), account.password):
        return _shown(visit, wrong="La contraseña no es esa.")
    name, days = visit.form.get("nombre", ""), visit.form.get("dias", "")
    lasts = int(days) if days.isascii() and days.isdigit() and len(days) < 6 else 0
    try:
        with visit.house.engine.begin() as connection:
            attempts.forget(connection, secret, whose)
            key = program_keys.make(connection, account, name, lasts, now=visit.now)
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
