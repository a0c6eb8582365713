"""Public address of a file to the SHA-256 and size of what anybody gets there."""

import hashlib
from dataclasses import dataclass

import requests

from apertura.errors import PortalUncertainError
from apertura.publication.ckan.wire.connection import Connection
from apertura.publication.ckan.wire.patience import patiently

CHUNK = 1 << 20
_NOT_THERE = (requests.codes.forbidden, requests.codes.not_found)


@dataclass(frozen=True, slots=True)
class Downloaded:
    """What came down: its SHA-256 and how many bytes."""

    sha256: str
    size: int


def download(connection: Connection, url: str, *, anonymously: bool = True) -> Downloaded | None:
    """Read a file as anybody would, or in our name, a piece at a time; None where there is none to be had.

    Raises PortalUncertainError where the portal does not answer, or breaks off, every time it is tried.
    """
    return patiently(connection.settings)(_download, connection, url, anonymously=anonymously)


def _download(connection: Connection, url: str, *, anonymously: bool) -> Downloaded | None:
    session = connection.anonymous if anonymously else connection.signed
    # the bytes as they are: a compressed answer would hide where it breaks off
    headers = {"Accept-Encoding": "identity", "Cache-Control": "no-cache"}
    try:
        with session.get(url, stream=True, timeout=connection.timeout, headers=headers) as response:
            if response.status_code in _NOT_THERE:
                return None
            response.raise_for_status()
            return _digest(response)
    except requests.RequestException as error:
        raise PortalUncertainError(f"{url} no se pudo leer: {type(error).__name__}.") from error


def _digest(response: requests.Response) -> Downloaded:
    digest, size = hashlib.sha256(), 0
    for chunk in response.iter_content(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    promised = response.headers.get("Content-Length")
    if promised is not None and int(promised) != size:
        raise PortalUncertainError(f"{response.url} se cortó: llegaron {size} de {promised} bytes.")
    return Downloaded(digest.hexdigest(), size)
