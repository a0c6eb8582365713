"""Keys and bytes to an S3-compatible store and back; every write says what it expects to find there."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from apertura.errors import StoreLostError, StoreRefusedError

if TYPE_CHECKING:
    from obstore.store import S3Store

_KEY = re.compile(r'path: "(.*)"')

TRIES = 4
"""How often a request is sent again where the store does not answer, or answers that the fault is its own."""


class MovedError(Exception):
    """Raised when an object is not what a conditional write expected; nothing was written."""


@dataclass(frozen=True, slots=True)
class Found:
    """An object as a listing tells of it: what it is now, its size in bytes, and when it was last written."""

    key: str
    etag: str
    size: int
    changed: datetime


class Objects:
    """The objects below an address ``s3://bucket/prefix``, reached as the environment says (AWS_…).

    Raises StoreRefusedError where the store says no, StoreLostError where it does not answer. Once it did not, it is
    not asked again: a night of a thousand files ends, instead of waiting a thousand times.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._store = _connect(address)
        self._lost: StoreLostError | None = None

    def all(self, prefix: str = "") -> Iterator[Found]:
        """List the objects whose key is below a prefix, in the order of their keys."""
        import obstore

        with self._told():
            for batch in obstore.list(self._store, prefix=prefix or None, chunk_size=1000):
                for each in batch:
                    yield Found(each["path"], str(each["e_tag"]), each["size"], each["last_modified"])

    def read(self, key: str) -> tuple[bytes, str] | None:
        """Return the bytes of an object and its ETag; None where there is none."""
        import obstore

        with self._told():
            try:
                got = obstore.get(self._store, key)
                return bytes(got.bytes()), str(got.meta["e_tag"])
            except FileNotFoundError:
                return None

    def look(self, key: str) -> str | None:
        """Return the ETag of an object; None where there is none."""
        import obstore

        with self._told():
            try:
                return str(obstore.head(self._store, key)["e_tag"])
            except FileNotFoundError:
                return None

    def write(self, key: str, content: bytes, *, over: str | None) -> str:
        """Write an object over the one with this ETag, or where there is none, and return the new ETag.

        Raises MovedError where another is there. A write that was sent again, its answer lost, finds its own bytes.
        """
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        mode: Any = "create" if over is None else {"e_tag": over}
        with self._told():
            try:
                return str(obstore.put(self._store, key, content, mode=mode, use_multipart=False)["e_tag"])
            except (AlreadyExistsError, PreconditionError) as error:
                there = self.read(key)
                if there is None or there[0] != content:
                    raise MovedError(key) from error
                return there[1]

    def delete(self, key: str) -> None:
        """Delete an object; it is no fault where there is none."""
        import obstore

        with self._told():
            obstore.delete(self._store, key)

    @contextmanager
    def _told(self) -> Iterator[None]:
        from obstore.exceptions import BaseError, InvalidPathError, PermissionDeniedError, UnauthenticatedError

        if self._lost is not None:
            raise self._lost
        try:
            yield
        except (PermissionDeniedError, UnauthenticatedError) as error:
            raise StoreRefusedError(
                f"El almacén {self.address} no da permiso: revise AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY y qué puede "
                "hacer esa clave en él."
            ) from error
        except InvalidPathError as error:
            named = _KEY.search(str(error))
            raise StoreRefusedError(
                f"En el almacén {self.address} hay un objeto cuyo nombre no puede ser el de un archivo"
                f"{f' («{named[1]}»)' if named else ''}: quítelo."
            ) from error
        except (FileNotFoundError, BaseError) as error:
            if isinstance(error, FileNotFoundError) or "NoSuchBucket" in str(error):
                raise StoreRefusedError(
                    f"No existe el depósito de {self.address}: créelo, o revise el nombre."
                ) from error
            self._lost = StoreLostError(
                f"El almacén {self.address} no contesta, o contesta que falla; nada quedó a medias. La siguiente "
                "corrida continúa donde iba."
            )
            raise self._lost from error


def _connect(address: str) -> "S3Store":
    missing = [name for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY") if not os.environ.get(name)]
    if missing:
        raise StoreRefusedError(f"Para entrar al almacén {address} falta en el entorno {' y '.join(missing)}.")
    try:
        from obstore.store import S3Store
    except ImportError as error:
        raise StoreRefusedError("Para trabajar en un almacén falta instalar apertura[almacen].") from error
    bucket, _, prefix = address.removeprefix("s3://").partition("/")
    seconds = _patience()
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    return S3Store(
        bucket,
        prefix=prefix or None,
        client_options={
            "connect_timeout": timedelta(seconds=min(5, seconds)),
            "timeout": timedelta(seconds=seconds),
            # whoever writes http:// says it: a store in the same machine, or behind one's own proxy
            "allow_http": endpoint.startswith("http://"),
        },
        retry_config={"max_retries": TRIES, "retry_timeout": timedelta(seconds=2 * seconds)},
    )


def _patience() -> float:
    said = os.environ.get("APERTURA_ALMACEN_SEGUNDOS", "30")
    try:
        seconds = float(said)
    except ValueError:
        seconds = 0
    if seconds <= 0:
        raise StoreRefusedError(f"APERTURA_ALMACEN_SEGUNDOS debe ser un número mayor que cero; dice «{said}».")
    return seconds
