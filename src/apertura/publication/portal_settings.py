"""Environment, or the workspace's ckan.toml, to the portal to publish to and how to behave there."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from apertura.errors import PortalSettingsError

FILE = "ckan.toml"
_VARIABLES = {
    "url": "CKAN_URL",
    "token": "CKAN_API_TOKEN",
    "token_archivo": "CKAN_API_TOKEN_FILE",
    "organizacion": "CKAN_ORGANIZATION",
    "organizacion_titulo": "CKAN_ORGANIZATION_TITLE",
    "contacto": "CKAN_CONTACT",
    "contacto_correo": "CKAN_CONTACT_EMAIL",
    "limite_mib": "CKAN_MAX_MIB",
    "espera_segundos": "CKAN_TIMEOUT",
    "intentos": "CKAN_ATTEMPTS",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Which portal, in whose name. The token never shows in a ``repr``, so that no log or error can hold it.

    ``organization`` is the name in addresses of the body that publishes; ``contact`` a position, not a person.
    ``limit_mib`` is what the portal takes in one file (``ckan.max_resource_size``), None where nobody said; ``timeout``
    how many seconds to wait for a first or a further byte; ``attempts`` how often a request is sent at most.
    """

    url: str
    token: str = field(repr=False)
    organization: str = "snt"
    organization_title: str = "Sistema Nacional de Transparencia"
    contact: str = "Responsable de datos abiertos"
    contact_email: str = ""
    limit_mib: int | None = None
    timeout: float = 120
    attempts: int = 5

    @property
    def slug(self) -> str:
        """The portal's address as the name of a folder."""
        parts = urlsplit(self.url)
        return "-".join(filter(None, f"{parts.hostname}-{parts.port or ''}-{parts.path}".replace("/", "-").split("-")))


def read_settings(root: Path, environment: Mapping[str, str]) -> Settings | None:
    """Read the settings: each from the environment or, unsaid there, from ``ckan.toml`` in the workspace.

    None where no portal is named: then everything is published to folders alone. Raises PortalSettingsError for a
    portal without a token, or a setting that is unknown or makes no sense; it never quotes the token.
    """
    said = {**_from_file(root / FILE), **_from_environment(environment)}
    if not said.get("url"):
        return None
    url = said["url"].rstrip("/")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise PortalSettingsError(f"CKAN_URL debe ser la dirección del portal, https://…; dice «{url}».")
    return Settings(
        url=url,
        token=_token(said),
        organization=said.get("organizacion") or _default("organization"),
        organization_title=said.get("organizacion_titulo") or _default("organization_title"),
        contact=said.get("contacto") or _default("contact"),
        contact_email=said.get("contacto_correo", ""),
        limit_mib=int(_number(said, "limite_mib")) if said.get("limite_mib") else None,
        timeout=_number(said, "espera_segundos") if said.get("espera_segundos") else 120,
        attempts=int(_number(said, "intentos")) if said.get("intentos") else 5,
    )


def _default(name: str) -> str:
    return str(next(each.default for each in fields(Settings) if each.name == name))


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: environment[variable] for name, variable in _VARIABLES.items() if environment.get(variable)}


def _from_file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise PortalSettingsError(f"«{path}» no es TOML legible.") from error
    unknown = sorted(said.keys() - _VARIABLES.keys())
    if unknown:
        raise PortalSettingsError(f"«{path}»: no se conoce «{unknown[0]}»; se admite {', '.join(_VARIABLES)}.")
    return {name: str(value) for name, value in said.items()}


def _token(said: Mapping[str, str]) -> str:
    token = said.get("token", "")
    if not token and said.get("token_archivo"):
        token = Path(said["token_archivo"]).read_text(encoding="utf-8")
    token = token.strip()
    if not token:
        raise PortalSettingsError("Hay un portal CKAN y falta con qué entrar: ponga CKAN_API_TOKEN (o su archivo).")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise PortalSettingsError("CKAN_API_TOKEN no parece una clave de API: lleva espacios o letras que no van.")
    return token


def _number(said: Mapping[str, str], name: str) -> float:
    try:
        value = float(said[name])
    except ValueError:
        value = 0
    if value <= 0:
        raise PortalSettingsError(f"{_VARIABLES[name]} debe ser un número mayor que cero; dice «{said[name]}».")
    return value
