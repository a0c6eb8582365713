"""Choosing a password: by a link that came by mail, or because one knows the present one."""

from threading import Thread

from starlette.responses import Response

from apertura.errors import AccountError, AperturaError
from apertura.outbox.settings import settings as mail_settings
from apertura.portal.accounts import attempts, links, program_keys
from apertura.portal.accounts.account import Account, by_email, change
from apertura.portal.accounts.links import Purpose
from apertura.portal.accounts.mails import send_link
from apertura.portal.accounts.passwords import hashed
from apertura.portal.accounts.sessions import end_all
from apertura.portal.cuenta.password import forget_attempts, unless_known
from apertura.portal.security import acts
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit

_RESETS = 5
"""Requests for a link from one address of the network, or for one account, within the window."""


def ask_email(visit: Visit) -> Response:
    """Show the form that asks for a link."""
    return visit.show("olvide.html", sent=False)


def take_email(visit: Visit) -> Response | Done:
    """Send a link where there is an account; whoever asks is told the same, and as soon, where there is none."""
    email = visit.form.get("correo", "")
    secret = visit.house.settings.secret
    names = (("enlace de", email.strip().lower()), ("enlaces desde", visit.origin))
    with visit.house.engine.begin() as connection:
        if any(attempts.count(connection, secret, name, now=visit.now) >= _RESETS for name in names):
            return refuse(visit, 429)
        attempts.note(connection, secret, *names, now=visit.now)
        account = by_email(connection, email)
        link = None
        if account is not None and account.active:
            token = links.make(connection, account, Purpose.RESET, now=visit.now)
            link = f"{visit.house.settings.address}/enlace/{token}"
    if account is not None and link is not None:
        Thread(target=_send, args=(visit, account, link)).start()
    return Done(visit.show("olvide.html", sent=True), "", account)


def ask_new_password(visit: Visit) -> Response:
    """Show the form that a link leads to, or say that the link is worth nothing any more."""
    with visit.house.engine.begin() as connection:
        link = links.find(connection, visit.path["token"], now=visit.now)
    if link is None:
        return visit.show("enlace_vencido.html", status=410)
    return visit.show("elegir_clave.html", account=link.account, wrong=None)


def take_new_password(visit: Visit) -> Response | Done:
    """Use a link: its account has another password, and every session of it ends, its keys with them."""
    try:
        with visit.house.engine.begin() as connection:
            link = links.use(connection, visit.path["token"], now=visit.now)
            if link is None:
                return visit.show("enlace_vencido.html", status=410)
            change(connection, link.account.id, password=_chosen(visit, link.account))
            end_all(connection, link.account.id)
            program_keys.withdraw(connection, link.account.id)
            attempts.forget(connection, visit.house.settings.secret, ("cuenta", link.account.email))
    except AccountError as error:
        # the transaction is undone: the link serves still
        with visit.house.engine.begin() as connection:
            again = links.find(connection, visit.path["token"], now=visit.now)
        if again is None:
            return visit.show("enlace_vencido.html", status=410)
        return visit.show("elegir_clave.html", status=422, account=again.account, wrong=str(error))
    return Done(visit.show("clave_elegida.html"), link.purpose, link.account)


def change_password(visit: Visit) -> Response | Done:
    """Change one's own password; the other sessions of the account end."""
    account = visit.me

    def refused(why: str) -> Response:
        return visit.show("cuenta.html", status=422, wrong=why, done=None)

    if answer := unless_known(visit, "actual", lambda: refused("La contraseña actual no es esa.")):
        return answer
    try:
        chosen = _chosen(visit, account)
    except AccountError as error:
        return refused(str(error))
    forget_attempts(visit)
    with visit.house.engine.begin() as connection:
        change(connection, account.id, password=chosen)
        end_all(connection, account.id, but=visit.session.token if visit.session else None)
    return visit.show("cuenta.html", wrong=None, done="La contraseña cambió, y las otras sesiones se cerraron.")


def _chosen(visit: Visit, account: Account) -> str:
    new = visit.form.get("nueva", "")
    if new != visit.form.get("repetida", ""):
        raise AccountError("Las dos contraseñas no son iguales.")
    return hashed(new, account.email)


def _send(visit: Visit, account: Account, link: str) -> None:
    try:
        said = send_link(visit.house.settings.root, account, Purpose.RESET, link, mail_settings(), now=visit.now)
    except (AperturaError, OSError) as error:
        said = f"no salió: {error}"
    act = acts.Act(visit.now, account.email, visit.origin, "correo con enlace", account.garante, said, 200)
    with visit.house.engine.begin() as connection:
        acts.note(connection, act, account)


__all__ = ["ask_email", "ask_new_password", "change_password", "take_email", "take_new_password"]
