"""An object store to a folder that holds the same, and every change of that folder to the store first."""

import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from apertura.durable import kept_by
from apertura.errors import LeaseLostError
from apertura.storage.objects import Found, MovedError, Objects
from apertura.storage.receipt import document
from apertura.storage.turn import Turn

INDEX = ".apertura.copia.json"
"""What of the copy was brought from which object: of what is the same there, nothing is brought again."""

_OWN = ".apertura/"
_PENDING = f"{_OWN}pendientes/"
_LINK = re.compile(r"published/[^/]+/latest")
_INBOX = re.compile(r"raw(/inbox(/[^/]+){0,2})?")
_TOGETHER = 16
"""Requests at a time: one to a store far away takes hundredths of a second, in which nothing else waits for it."""


class WorkingCopy:
    """A folder that is the copy of a store's objects while the turn is held; it may be deleted at any other time.

    Objects have the names of the files. Several are written as if at once: an intention is written before them and
    deleted after them, and whoever holds the turn next deletes what an intention names. ``latest`` is an object that
    holds the number. What is there is only overwritten where it is what this copy knows.
    """

    def __init__(self, folder: Path, objects: Objects) -> None:
        self.folder, self._objects = folder, objects
        self._id, self._index = _read_index(folder)
        self._known: dict[str, str] = {}
        self._held = ExitStack()
        self._turn: Turn | None = None
        self._pool = ThreadPoolExecutor(_TOGETHER)

    @property
    def where(self) -> str:
        """The address of the store."""
        return self._objects.address

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Keep the store behind the folder while the block runs, and leave the turn at its end where it was taken."""
        with self._pool, self._held, kept_by(self.folder, self):
            yield

    def take_turn(self) -> None:
        """Take the turn, and bring what is on the store; once, until the end. For who has the lock of the folder."""
        if self._turn is None:
            turn = Turn(self._objects, self._id)
            self._held.enter_context(turn.held())
            self._turn = turn
            self._bring()
            self._held.callback(self._write_index)

    def put(self, files: Mapping[Path, bytes]) -> None:
        """Write files to the store: all of them or, for whoever looks under the turn, none."""
        self._check()
        objects = {self._key(path): content for path, content in files.items()}
        if len(objects) == 1:
            self._write_each(objects)
            return
        intention = f"{_PENDING}{secrets.token_hex(8)}.json"
        self._objects.write(intention, document({"claves": sorted(objects)}), over=None)
        self._write_each(objects)
        self._objects.delete(intention)

    def remove(self, paths: Sequence[Path]) -> None:
        """Delete files from the store; what somebody else wrote over meanwhile stays there."""
        self._check()
        for key in map(self._key, paths):
            if self._objects.look(key) == self._known.pop(key, None):
                self._objects.delete(key)

    def read_back(self, path: Path) -> bytes | None:
        """Return the bytes that the store gives for a file; None where it has none."""
        found = self._objects.read(self._key(path))
        return found and found[0]

    def _check(self) -> None:
        if self._turn is None:
            raise LeaseLostError(f"Nadie tiene el turno de trabajar en {self._objects.address}; no se escribe nada.")
        self._turn.check()

    def _write_each(self, objects: Mapping[str, bytes]) -> None:
        for key, etag in zip(objects, self._pool.map(self._write, objects, objects.values()), strict=True):
            self._known[key] = etag

    def _write(self, key: str, content: bytes) -> str:
        try:
            return self._objects.write(key, content, over=self._known.get(key))
        except MovedError as error:
            raise LeaseLostError(
                f"Otro proceso escribió {key} en {self._objects.address}; no se escribe encima."
            ) from error

    def _key(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _bring(self) -> None:
        found = {each.key: each for each in self._objects.all()}
        for key in [key for key in found if key.startswith(_PENDING)]:
            self._forget(key, found)
        wanted = {key: each for key, each in found.items() if _is_ours(each, found)}
        here = set(_files(self.folder))
        for key in here - wanted.keys():
            (self.folder / key).unlink()
        _remove_empty(self.folder)
        stale = [each for key, each in wanted.items() if key not in here or not self._is_same(each)]
        for _ in self._pool.map(self._fetch, stale):
            pass
        self._known = {key: each.etag for key, each in wanted.items()}

    def _forget(self, intention: str, found: dict[str, Found]) -> None:
        read = self._objects.read(intention)
        for key in json.loads(read[0])["claves"] if read else ():
            if found.pop(key, None):
                self._objects.delete(key)
        self._objects.delete(intention)
        del found[intention]

    def _is_same(self, each: Found) -> bool:
        status = (self.folder / each.key).lstat()
        return self._index.get(each.key) == [each.etag, status.st_size, status.st_mtime_ns]

    def _fetch(self, each: Found) -> None:
        read = self._objects.read(each.key)
        if read is None:
            raise LeaseLostError(
                f"Otro proceso borró {each.key} de {self._objects.address}; se intenta la siguiente vez."
            )
        path = self.folder / each.key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if _LINK.fullmatch(each.key):
            path.symlink_to(read[0].decode())
        else:
            path.write_bytes(read[0])
            # those that wait in the inbox are taken in by the time they came
            instant = int(each.changed.astimezone(UTC).timestamp() * 10**9)
            os.utime(path, ns=(instant, instant))

    def _write_index(self) -> None:
        there = set(_files(self.folder))
        stats = {key: (self.folder / key).lstat() for key in self._known.keys() & there}
        known = {key: [self._known[key], each.st_size, each.st_mtime_ns] for key, each in stats.items()}
        _store_index(self.folder, self._id, known)


def _is_ours(each: Found, found: Mapping[str, Found]) -> bool:
    """Tell a file from what consoles leave in place of folders, and from what could be written elsewhere."""
    if each.key.startswith(_OWN) or ".." in PurePosixPath(each.key).parts:
        return False
    return each.size > 0 or not (_INBOX.fullmatch(each.key) or any(key.startswith(f"{each.key}/") for key in found))


def _files(folder: Path) -> Iterator[str]:
    """List what a copy holds, but for what belongs to the copy itself."""
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in (*names, *links):
            path = Path(place) / name
            if not (path.parent == folder and name.startswith(".")):
                yield path.relative_to(folder).as_posix()


def _remove_empty(folder: Path) -> None:
    for place, _, _ in os.walk(folder, topdown=False):
        if Path(place) != folder and not any(Path(place).iterdir()):
            Path(place).rmdir()


def _read_index(folder: Path) -> tuple[str, Mapping[str, list[object]]]:
    try:
        said = json.loads((folder / INDEX).read_bytes())
        return said["copia"], said["objetos"]
    except (FileNotFoundError, ValueError, KeyError):
        name = secrets.token_hex(16)
        _store_index(folder, name, {})
        return name, {}


def _store_index(folder: Path, name: str, known: Mapping[str, list[object]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{INDEX}.{secrets.token_hex(4)}"
    new.write_text(
        json.dumps({"copia": name, "objetos": known, "hasta": datetime.now(UTC).isoformat()}), encoding="utf-8"
    )
    new.replace(folder / INDEX)
