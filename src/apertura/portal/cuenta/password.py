"""The password of an account, asked for once more before something that only its owner may do."""

from collections.abc import Callable

from starlette.responses import Response

from apertura.portal.accounts import attempts
from apertura.portal.accounts.passwords import matches
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Visit


def unless_known(visit: Visit, field: str, wrong: Callable[[], Response]) -> Response | None:
    """Answer who does not write the password into a field of the form, or tried too often; None where it is right.

    Whoever asks says ``forget_attempts`` once all else is right too.
    """
    secret, whose = visit.house.settings.secret, _whose(visit)
    with visit.house.engine.begin() as connection:
        if attempts.count(connection, secret, whose, now=visit.now) >= attempts.OF_ONE_ACCOUNT:
            return refuse(visit, 429)
        # noted before it is known whether it is right: many at once are no more tries than one after another
        attempts.note(connection, secret, whose, now=visit.now)
    return None if matches(visit.form.get(field, ""), visit.me.password) else wrong()


def forget_attempts(visit: Visit) -> None:
    """Forget what was tried: the account's owner it is."""
    with visit.house.engine.begin() as connection:
        attempts.forget(connection, visit.house.settings.secret, _whose(visit))


def _whose(visit: Visit) -> tuple[str, str]:
    return "cuenta", visit.me.email
