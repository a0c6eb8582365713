"""``schemas/sitio/sitio.yaml`` to the address at which everybody reads the site."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

from apertura.definitions.documents.check_shape import STRICT, check_shape
from apertura.definitions.documents.read_document import read_document

FILE = "sitio/sitio.yaml"

Address = Annotated[str, Field(pattern=r"^https?://[^\s/]+/(?:[^\s?#]+/)?$")]
"""Address of a site; it ends in a slash."""


class _Site(BaseModel):
    model_config = ConfigDict(**{**STRICT, "extra": "ignore"})

    address: Address


def read_site_address(root: Path) -> str | None:
    """Read it; None where there is no site, or only one that this machine alone sees. DefinitionError where unsound."""
    if not (root / FILE).exists():
        return None
    address = check_shape(read_document(root, FILE), _Site).address
    return None if _of_this_machine(urlsplit(address).hostname or "") else address


def _of_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
