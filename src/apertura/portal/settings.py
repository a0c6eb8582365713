"""Environment to how the portal is run; what it does not know, or makes no sense, is refused before anything starts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from apertura.errors import PortalUnsetError

PREFIX = "APERTURA_PORTAL_"
_KNOWN = (
    *("BASE", "DIRECCION", "MAX_MIB", "OIDC_CLAVE", "OIDC_CLIENTE", "OIDC_EMISOR", "OIDC_NOMBRE"),
    *("PLAZO_DIAS", "PROXY", "SECRETO"),
)
_SHORTEST_SECRET = 32
_OF_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Institution:
    """An issuer of identities by OpenID Connect: ``client`` and ``secret`` are what it gave us to be known by.

    ``name`` is what people know it as.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str


@dataclass(frozen=True)
class Settings:
    """How the portal is run.

    ``address`` is the one that people write, ending in no slash; ``database`` an SQLAlchemy address; ``secret`` what
    seals are made of, and never shows. ``largest`` is in bytes, ``term`` what there is to hand in after a period ends.
    ``proxy`` is whose word on the address of who asks is taken, "" for nobody's. ``institution`` vouches for people
    who come by it, where there is one.
    """

    root: Path
    schemas: Path
    address: str
    database: str = field(repr=False)
    secret: str = field(repr=False)
    largest: int = 32 * 2**20
    term: timedelta = timedelta(days=30)
    proxy: str = ""
    institution: Institution | None = None

    @property
    def safe(self) -> bool:
        """Whether people come by TLS, so that cookies travel by nothing else."""
        return self.address.startswith("https://")


def settings(root: Path, schemas: Path, environment: Mapping[str, str]) -> Settings:
    """Read the variables that begin with APERTURA_PORTAL_; PortalUnsetError, which quotes no secret, for the rest."""
    said = {name.removeprefix(PREFIX): text for name, text in environment.items() if name.startswith(PREFIX)}
    if unknown := sorted(set(said) - set(_KNOWN)):
        known = ", ".join(PREFIX + name for name in _KNOWN)
        raise PortalUnsetError(f"No conocemos {PREFIX}{unknown[0]}. Lo que puede decirse es: {known}.")
    return Settings(
        root=root,
        schemas=schemas,
        address=_address(said.get("DIRECCION", "http://127.0.0.1:8791")),
        database=said.get("BASE") or f"sqlite:///{(root / 'portal.sqlite3').absolute()}",
        secret=_secret(said.get("SECRETO", "")),
        largest=_whole("MAX_MIB", said.get("MAX_MIB", "32"), 1, 512) * 2**20,
        term=timedelta(days=_whole("PLAZO_DIAS", said.get("PLAZO_DIAS", "30"), 0, 3650)),
        proxy=said.get("PROXY", ""),
        institution=_institution({name: text for name, text in said.items() if name.startswith("OIDC_") and text}),
    )


def _address(text: str) -> str:
    parts = urlsplit(text)
    plain = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise PortalUnsetError(f"{PREFIX}DIRECCION se escribe como https://portal.ejemplo.org, sin nada después.")
    if parts.scheme == "http" and parts.hostname not in _OF_THIS_MACHINE:
        raise PortalUnsetError(f"{PREFIX}DIRECCION empieza con https:// en cualquier lugar que no sea esta máquina.")
    return f"{parts.scheme}://{parts.netloc}"


def _institution(said: Mapping[str, str]) -> Institution | None:
    if not said:
        return None
    if lacking := [name for name in ("OIDC_EMISOR", "OIDC_CLIENTE", "OIDC_CLAVE") if name not in said]:
        raise PortalUnsetError(f"Falta {PREFIX}{lacking[0]}: quien da identidades se dice con emisor, cliente y clave.")
    issuer = said["OIDC_EMISOR"]
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _OF_THIS_MACHINE):
        raise PortalUnsetError(f"{PREFIX}OIDC_EMISOR es la dirección del emisor, y empieza con https://.")
    name = said.get("OIDC_NOMBRE", parts.hostname or "")
    return Institution(issuer, said["OIDC_CLIENTE"], said["OIDC_CLAVE"], name)


def _secret(text: str) -> str:
    if len(text) < _SHORTEST_SECRET:
        raise PortalUnsetError(
            f"Falta {PREFIX}SECRETO, de {_SHORTEST_SECRET} caracteres o más. Haga uno así: openssl rand -base64 48"
        )
    return text


def _whole(name: str, text: str, least: int, most: int) -> int:
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise PortalUnsetError(f"{PREFIX}{name} es un número entero de {least} a {most}.")
    return int(text)
