"""Coming in and going out: the password, the second step, and out again."""

import re

from starlette.responses import Response

from apertura.portal.accounts import attempts, recovery, second_factor
from apertura.portal.accounts.account import Account, Role, by_email, by_id, change
from apertura.portal.accounts.passwords import matches
from apertura.portal.accounts.sessions import Stage, begin, end
from apertura.portal.security.cookies import keep_session
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit

_WRONG = "El correo o la contraseña no son correctos."
_LOCAL = re.compile(r"(?:/[A-Za-z0-9._-]+)+/?")


def home_of(account: Account) -> str:
    """Return the path of the page that an account begins at."""
    return f"/organismos/{account.garante}" if account.role is Role.ENLACE else "/organismos"


def is_local(path: str) -> bool:
    """Whether a path leads to a page of ours, so that one may go on to it."""
    return _LOCAL.fullmatch(path) is not None


def ask_password(visit: Visit) -> Response:
    """Show the form to sign in."""
    if visit.account is not None:
        return visit.go(home_of(visit.account))
    return visit.show("entrar.html", email="", after=visit.query.get("despues", ""), wrong=None)


def take_password(visit: Visit) -> Response | Done:
    """Begin a session, whole or, where there is a second factor, half; what is wrong is not told apart."""
    email, after = visit.form.get("correo", ""), visit.form.get("despues", "")
    secret, whose, where = visit.house.settings.secret, ("cuenta", email.strip().lower()), ("origen", visit.origin)
    with visit.house.engine.begin() as connection:
        of_account = attempts.count(connection, secret, whose, now=visit.now)
        of_origin = attempts.count(connection, secret, where, now=visit.now)
        account = by_email(connection, email)
        if of_account >= attempts.OF_ONE_ACCOUNT or of_origin >= attempts.OF_ONE_ORIGIN:
            return Done(refuse(visit, 429), "sin probar", account)
        # noted before it is known whether it is right: many at once are no more tries than one after another
        attempts.note(connection, secret, whose, where, now=visit.now)
    known = account.password if account is not None and account.active else None
    if not matches(visit.form.get("clave", ""), known) or account is None:
        return Done(visit.show("entrar.html", status=401, email=email, after=after, wrong=_WRONG), "no entró", account)
    with visit.house.engine.begin() as connection:
        attempts.forget(connection, secret, whose)
        attempts.forget(connection, secret, where)
    return let_in(visit, account, after)


def let_in(visit: Visit, account: Account, after: str) -> Done:
    """Begin a session of who proved to be the owner of an account: half, where there is a second factor to give."""
    with visit.house.engine.begin() as connection:
        stage = Stage.WHOLE if account.totp is None else Stage.HALF
        before = visit.session.token if visit.session else None
        token = begin(connection, account, stage, now=visit.now, instead=before)
    local = after if is_local(after) else ""
    answer = visit.go(local or home_of(account))
    if stage is Stage.HALF:
        answer = visit.go(f"/segundo-paso?despues={local}" if local else "/segundo-paso")
    keep_session(answer, token, visit.house.settings)
    return Done(answer, "entró" if stage is Stage.WHOLE else "primer paso", account)


def ask_code(visit: Visit) -> Response:
    """Show the form of the second step."""
    return visit.show("segundo_paso.html", after=visit.query.get("despues", ""), wrong=False)


def take_code(visit: Visit) -> Response | Done:
    """Make a half session whole, under another token; a code serves once."""
    account, settings, after = visit.me, visit.house.settings, visit.form.get("despues", "")
    whose = ("codigo", str(account.id))
    with visit.house.engine.begin() as connection:
        if attempts.count(connection, settings.secret, whose, now=visit.now) >= attempts.OF_ONE_ACCOUNT:
            return Done(refuse(visit, 429), "sin probar", account)
        attempts.note(connection, settings.secret, whose, now=visit.now)
        # as it is now: another who has the same code may have used it since the door was opened
        account = by_id(connection, account.id) or account
        secret = second_factor.reveal(account.totp or "", settings.secret)
        code = visit.form.get("codigo", "")
        step = second_factor.step(secret, code, now=visit.now, after=account.totp_step) if secret else None
        spare = step is None and recovery.use(connection, account, code, settings.secret, now=visit.now)
        if (step is None and not spare) or visit.session is None:
            return Done(
                visit.show("segundo_paso.html", status=401, after=after, wrong=True), "código equivocado", account
            )
        if step is not None:
            change(connection, account.id, totp_step=step)
        attempts.forget(connection, settings.secret, whose)
        token = begin(connection, account, Stage.WHOLE, now=visit.now, instead=visit.session.token)
    answer = visit.go(after if is_local(after) else home_of(account))
    keep_session(answer, token, settings)
    return Done(answer, "entró con un código de recuperación" if spare else "entró", account)


def leave(visit: Visit) -> Response:
    """End the session."""
    with visit.house.engine.begin() as connection:
        if visit.session is not None:
            end(connection, visit.session.token)
    answer = visit.go("/")
    keep_session(answer, None, visit.house.settings)
    return answer
