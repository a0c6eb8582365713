"""What an operator says of where the data are to a folder to work in: that folder, or the copy of an object store."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apertura.durable import make_folder
from apertura.errors import UsageError
from apertura.storage.objects import Objects
from apertura.storage.working_copy import WorkingCopy


def address(place: Path) -> str | None:
    """Return ``s3://bucket/prefix`` where that was said, which a Path holds with one slash less; None for a folder."""
    if place.parts[:1] != ("s3:",):
        return None
    if len(place.parts) < 2:
        raise UsageError("Diga también el depósito: s3://deposito/prefijo.")
    return f"s3://{'/'.join(place.parts[1:])}"


@contextmanager
def opened(place: Path) -> Iterator[Path]:
    """Yield the folder to work in. What is written to it, under the lease, is on the store before it is there.

    The copy of a store is kept for the next time in APERTURA_COPIAS, or the user's cache (XDG), and may be deleted when
    no run is at work.
    """
    where = address(place)
    if where is None:
        yield place
        return
    folder = _copies() / hashlib.sha256(where.encode()).hexdigest()[:16]
    make_folder(folder)
    with WorkingCopy(folder, Objects(where)).opened():
        yield folder


@contextmanager
def looked_at(place: Path) -> Iterator[Path]:
    """Yield a folder with what is there, to be read; every byte of a store is brought anew, while nobody changes it."""
    where = address(place)
    if where is None:
        yield place
        return
    with tempfile.TemporaryDirectory() as name:
        copy = WorkingCopy(Path(name), Objects(where))
        with copy.opened():
            copy.take_turn()
            yield Path(name)


def _copies() -> Path:
    said = os.environ.get("APERTURA_COPIAS")
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(said) if said else Path(cache) / "apertura" / "copias"


def only_a_folder(place: Path) -> Path:
    """Return the place; UsageError where it is an object store, on which what is to be done cannot be done yet."""
    if address(place) is not None:
        raise UsageError("Esto trabaja en una carpeta, no en un almacén: copie lo que tiene a una, y diga cuál.")
    return place
