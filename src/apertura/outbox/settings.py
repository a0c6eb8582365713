"""Environment to how mail is sent and to whom: secrets of the deployment, which no catalogue has."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from apertura.errors import MailSettingsError

_PORTS = {"smtp": 587, "smtps": 465, "smtp+plano": 25}


@dataclass(frozen=True)
class MailSettings:
    """How mail goes out. ``host`` None: into a folder, as files. ``contacts`` are addresses by id of the body.

    ``scheme`` is ``smtp`` (STARTTLS, demanded), ``smtps`` (TLS from the start) or ``smtp+plano`` (neither). Between two
    mails to one body at least ``cooling`` passes; what comes meanwhile goes in one.
    """

    sender: str
    contacts: Mapping[str, tuple[str, ...]]
    cooling: timedelta
    host: str | None = None
    port: int = 0
    scheme: str = ""
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def settings() -> MailSettings:
    """Read APERTURA_SMTP, APERTURA_REMITENTE, APERTURA_CONTACTOS and APERTURA_ENFRIAMIENTO_HORAS.

    Raises MailSettingsError where they make no sense; nothing that is secret is in it.
    """
    sender = os.environ.get("APERTURA_REMITENTE", "")
    address, cooling = os.environ.get("APERTURA_SMTP"), _cooling(os.environ.get("APERTURA_ENFRIAMIENTO_HORAS", "12"))
    contacts = _contacts(os.environ.get("APERTURA_CONTACTOS"))
    if not address:
        return MailSettings(sender or "apertura@localhost", contacts, cooling)
    if "@" not in sender:
        raise MailSettingsError("Falta la dirección de quien envía: póngala en APERTURA_REMITENTE.")
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        parts, port = urlsplit(""), 0
    if not parts.hostname or parts.scheme not in _PORTS:
        raise MailSettingsError(
            "APERTURA_SMTP se escribe como smtp://usuario:clave@servidor:587 (o smtps, smtp+plano)."
        )
    user, password = (None if part is None else unquote(part) for part in (parts.username, parts.password))
    return MailSettings(sender, contacts, cooling, parts.hostname, port, parts.scheme, user, password)


def _cooling(text: str) -> timedelta:
    try:
        return timedelta(hours=float(text))
    except (ValueError, OverflowError) as error:
        raise MailSettingsError("APERTURA_ENFRIAMIENTO_HORAS es un número de horas, por ejemplo 12.") from error


def _contacts(path: str | None) -> Mapping[str, tuple[str, ...]]:
    if not path:
        return {}
    try:
        read = json.loads(Path(path).read_text(encoding="utf-8"))
        contacts = {str(body): tuple(map(str, addresses)) for body, addresses in read.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise MailSettingsError(f"{path} no es un JSON con las direcciones de cada organismo.") from error
    for body, addresses in contacts.items():
        if not all(_plausible(address) for address in addresses):
            raise MailSettingsError(f"En {path}, {body} tiene algo que no es una dirección de correo.")
    return contacts


def _plausible(address: str) -> bool:
    name, at, host = address.partition("@")
    return bool(name and at and host) and not any(sign.isspace() or sign in "<>,;@" for sign in name + host)
