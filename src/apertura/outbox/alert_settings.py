"""Environment to whom operators' alerts go."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from apertura.errors import MailSettingsError


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """Addresses of the operators, and the webhook that is called too; either may be empty."""

    addresses: tuple[str, ...]
    hook: str


def alert_settings() -> AlertSettings:
    """Read APERTURA_AVISOS (addresses, with commas) and APERTURA_AVISOS_WEBHOOK.

    Raises MailSettingsError where they make no sense; the webhook, which is a secret, is not quoted.
    """
    said = os.environ.get("APERTURA_AVISOS", "")
    addresses = tuple(address.strip() for address in said.split(",") if address.strip())
    if not all("@" in address and not any(sign.isspace() for sign in address) for address in addresses):
        raise MailSettingsError("APERTURA_AVISOS son direcciones de correo, separadas por comas.")
    hook = os.environ.get("APERTURA_AVISOS_WEBHOOK", "")
    if hook and not (urlsplit(hook).scheme in ("http", "https") and urlsplit(hook).hostname):
        raise MailSettingsError("APERTURA_AVISOS_WEBHOOK es una dirección que empieza con https://.")
    return AlertSettings(addresses, hook)
