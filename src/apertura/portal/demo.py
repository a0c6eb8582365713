"""Accounts of the demonstration, which exist in a workspace that is marked as one and nowhere else."""

from datetime import datetime

from apertura.definitions import load
from apertura.definitions.datasets.owed import owed
from apertura.errors import NotADemoError
from apertura.portal.accounts.account import Account, Role, by_email, change, open_account
from apertura.portal.accounts.passwords import hashed
from apertura.portal.accounts.second_factor import conceal
from apertura.portal.database.connect import connect
from apertura.portal.database.migrate import migrate
from apertura.portal.settings import Settings
from apertura.storage.workspace import is_demo

PASSWORD = "cuatro palabras para probar"  # noqa: S105 - of accounts that anybody may enter
SECOND_FACTOR = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_HOST = "demostracion.example"


def open_demo_accounts(settings: Settings, *, now: datetime) -> str:
    """Open an account of each role, and an enlace of two bodies; return what a person has to know of them.

    Raises NotADemoError where real submissions are.
    """
    if not is_demo(settings.root):
        raise NotADemoError(f"La carpeta {settings.root} no es de demostración: sus cuentas no se abren en ella.")
    definitions = load(settings.schemas)
    owing = {garante for definition in definitions.datasets.values() for garante, _ in owed(definition, definitions)}
    garantes = sorted(owing)[:2]
    engine = connect(settings.database)
    migrate(engine)
    people: list[tuple[str, Role, str | None]] = [
        *((f"enlace-{garante.lower()}", Role.ENLACE, garante) for garante in garantes),
        *((role.value, role, None) for role in Role if role is not Role.ENLACE),
    ]
    with engine.begin() as connection:
        for name, role, garante in people:
            account = by_email(connection, f"{name}@{_HOST}")
            if account is None:
                account = open_account(connection, f"{name}@{_HOST}", role, garante, now=now)
            change(connection, account.id, **_secrets(account, settings))
    engine.dispose()
    lines = [f"  {name}@{_HOST}{_hint(role)}" for name, role, _ in people]
    return f"Cuentas de demostración, todas con la contraseña «{PASSWORD}»:\n" + "\n".join(lines) + "\n"


def _secrets(account: Account, settings: Settings) -> dict[str, object]:
    secrets: dict[str, object] = {"password": hashed(PASSWORD, account.email)}
    if account.must_have_second_factor:
        secrets |= {"totp": conceal(SECOND_FACTOR, settings.secret), "totp_step": None}
    return secrets


def _hint(role: Role) -> str:
    asks = role in (Role.OPERADOR, Role.ADMIN)
    return f"  (segundo factor: {SECOND_FACTOR}, en una aplicación de códigos)" if asks else ""
