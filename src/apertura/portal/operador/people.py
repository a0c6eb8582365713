"""The accounts: invited, invited again, closed, opened again, and freed of a lost telephone."""

from starlette.responses import Response

from apertura.errors import AccountError, AperturaError
from apertura.outbox.settings import settings as mail_settings
from apertura.portal.accounts import identities, links, recovery
from apertura.portal.accounts.account import Account, Role, by_id, change, every, open_account
from apertura.portal.accounts.links import Purpose
from apertura.portal.accounts.mails import send_link
from apertura.portal.accounts.sessions import end_all
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit


def show_accounts(visit: Visit) -> Response:
    """Show all accounts, and the form that invites."""
    return _page(visit)


def invite(visit: Visit) -> Response | Done:
    """Open an account and send its invitation."""
    role, garante = visit.form.get("papel", ""), visit.form.get("organismo") or None
    if garante is not None and garante not in visit.house.definitions.garantes:
        return refuse(visit, 400)
    try:
        with visit.house.engine.begin() as connection:
            account = open_account(connection, visit.form.get("correo", ""), role, garante, now=visit.now)
    except AccountError as error:
        return _page(visit, wrong=str(error))
    return _invited(visit, account)


def change_account(visit: Visit) -> Response | Done:
    """Do to an account what the form asks for; nobody closes their own."""
    with visit.house.engine.begin() as connection:
        account = by_id(connection, int(visit.path["account"]))
    act = visit.form.get("acto", "")
    if account is None or account.id == visit.me.id:
        return refuse(visit, 404 if account is None else 403)
    if act == "invitar" and account.active:
        return _invited(visit, account)
    changes: dict[str, dict[str, object]] = {
        "cerrar": {"active": False},
        "abrir": {"active": True},
        "quitar-segundo-factor": {"totp": None, "totp_step": None},
        "quitar-identidad": {"active": account.active},
    }
    if act not in changes:
        return refuse(visit, 400)
    with visit.house.engine.begin() as connection:
        change(connection, account.id, **changes[act])
        if act == "quitar-segundo-factor":
            recovery.forget(connection, account.id)
        if act == "quitar-identidad":
            identities.forget(connection, account.id)
        end_all(connection, account.id)
    return Done(visit.go("/cuentas"), f"{act} {account.email}")


def _invited(visit: Visit, account: Account) -> Response | Done:
    purpose = Purpose.RESET if account.password else Purpose.INVITATION
    with visit.house.engine.begin() as connection:
        token = links.make(connection, account, purpose, now=visit.now)
    link = f"{visit.house.settings.address}/enlace/{token}"
    try:
        said = send_link(visit.house.settings.root, account, purpose, link, mail_settings(), now=visit.now)
    except (AperturaError, OSError) as error:
        wrong = f"La cuenta está, pero el correo no salió: {error} Corríjalo y envíe el enlace otra vez."
        return Done(_page(visit, wrong=wrong), f"{purpose} {account.email}: no salió")
    done = f"Se envió el enlace a {account.email} ({said})."
    return Done(_page(visit, done=done), f"{purpose} {account.email}")


def _page(visit: Visit, *, wrong: str | None = None, done: str | None = None) -> Response:
    with visit.house.engine.begin() as connection:
        accounts = every(connection)
    garantes = list(visit.house.definitions.garantes.values())
    context = {"accounts": accounts, "roles": list(Role), "garantes": garantes, "wrong": wrong, "done": done}
    return visit.show("cuentas.html", status=422 if wrong else 200, **context)
