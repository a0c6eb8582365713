"""Dataset and version to the bytes of its files, from a folder or an address, each proven by its SHA-256."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import requests

from apertura.durable import write_file
from apertura.errors import BrokenPublicationError, UnknownDatasetError, UnreachableOriginError, UsageError
from apertura.publication.folder.versions import LATEST, parse_checksums
from apertura.release.files import CHECKSUMS, DESCRIPTOR, digest

Origin: TypeAlias = str | Path

VARIABLE = "APERTURA_ORIGEN"
_FOLDERS = (Path("data/published"), Path("data/sitio/datos"))
_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Version:
    """A version somewhere; ``place`` is its folder or its address, ``cache`` where its files are kept, None to not."""

    dataset: str
    number: str
    place: str
    cache: Path | None

    def has(self, name: str) -> bool:
        """Whether it has a file of that name; what ``find`` raises of an origin."""
        return name in parse_checksums(self._kept(CHECKSUMS, None))

    def read(self, name: str) -> bytes:
        """Read a file of it; UnknownDatasetError where it has none of that name, BrokenPublicationError if altered."""
        sums = parse_checksums(self._kept(CHECKSUMS, None))
        if name not in sums:
            raise UnknownDatasetError(f"La versión {self.number} de {self.dataset} no tiene un archivo {name}.")
        content = self._kept(name, sums[name])
        if digest(content) != sums[name]:
            raise BrokenPublicationError(
                f"{name}, de {self.place}, no es lo que se publicó: su SHA-256 no es el que dice {CHECKSUMS}."
            )
        return content

    def _kept(self, name: str, sha256: str | None) -> bytes:
        """Read a file, from the cache where it is there whole; what is read from elsewhere is kept if it is right."""
        kept = None if self.cache is None else self.cache / name
        if kept is not None and kept.exists():
            content = kept.read_bytes()
            if sha256 in (None, digest(content)):
                return content
        content = _read(f"{self.place}{name}", self.dataset)
        if kept is not None and sha256 in (None, digest(content)):
            write_file(kept, content)
        return content


def find(dataset: str, version: str | None, origin: Origin | None, cache: Path | None) -> Version:
    """Find a version of a dataset, the latest where none is said.

    ``origin`` is a folder or an address that has ``<dataset>/<version>/``: ``data/published``, or the ``datos/`` of a
    site; where it is None, ``APERTURA_ORIGEN`` says it, or the folders of this project do. What comes from an address
    is kept in ``cache`` (of None: the user's), and read from there the next time, without network if it is the same
    version. Raises UnknownDatasetError, UnreachableOriginError and UsageError.
    """
    place = _place(origin)
    number = version or json.loads(_read(f"{place}{dataset}/{LATEST}/{DESCRIPTOR}", dataset))["version"]
    remote = _is_address(place)
    kept = (cache or _user_cache()) / digest(place.encode())[:16] / dataset / number if remote else None
    return Version(dataset, number, f"{place}{dataset}/{number}/", kept)


def _place(origin: Origin | None) -> str:
    said = origin or os.environ.get(VARIABLE) or next((folder for folder in _FOLDERS if folder.is_dir()), None)
    if said is None:
        raise UsageError(
            "No se dijo de dónde leer: origen=«carpeta o dirección», o la variable APERTURA_ORIGEN, por ejemplo "
            "https://datos.ejemplo.org/datos/."
        )
    return f"{str(said).rstrip('/')}/"


def _is_address(place: str) -> bool:
    return urlsplit(place).scheme in {"http", "https"}


def _read(place: str, dataset: str) -> bytes:
    if not _is_address(place):
        try:
            return Path(place).read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise UnknownDatasetError(f"No está {place}: no hay tal versión de {dataset} ahí.") from error
    try:
        answer = requests.get(place, timeout=_SECONDS)
    except requests.RequestException as error:
        raise UnreachableOriginError(f"No se pudo leer {place}: el servidor no contestó.") from error
    if answer.status_code == requests.codes.not_found:
        raise UnknownDatasetError(f"No está {place}: no hay tal versión de {dataset} ahí.")
    if not answer.ok:
        raise UnreachableOriginError(f"No se pudo leer {place}: el servidor contestó {answer.status_code}.")
    return answer.content


def _user_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "apertura"
