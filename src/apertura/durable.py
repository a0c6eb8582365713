"""Bytes to disk, whole or not at all: what a path holds is never a part of what was meant.

All that changes under a workspace goes through here; where an object store is behind it, to the store first.
"""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

TEMPORARY = ".tmp-"
"""Beginning of the name of whatever is not finished; what bears it may be thrown away when no run holds the lease."""


class Keeper(Protocol):
    """What keeps elsewhere all that is in a folder. Whatever it raises, the folder was not changed."""

    @property
    def where(self) -> str:
        """The address that another machine finds it at."""

    def take_turn(self) -> None:
        """Take the right to change what is kept, and have the folder hold it."""

    def put(self, files: Mapping[Path, bytes]) -> None:
        """Keep files: all of them or none; several together only where none of them was before."""

    def remove(self, paths: Sequence[Path]) -> None:
        """Keep files no longer."""

    def read_back(self, path: Path) -> bytes | None:
        """Return what is kept of a file; None where nothing is."""


_keepers: dict[Path, Keeper] = {}
"""Folders of this process that are copies of what is kept elsewhere; none where the folders are the state."""


@contextmanager
def kept_by(folder: Path, keeper: Keeper) -> Iterator[None]:
    """Have every change under a folder kept elsewhere first, while the block runs."""
    _keepers[folder] = keeper
    try:
        yield
    finally:
        del _keepers[folder]


def keeper_of(path: Path) -> Keeper | None:
    """Return what keeps a folder, or the one that a path is in; None where nothing does."""
    return next((keeper for folder, keeper in _keepers.items() if path.is_relative_to(folder)), None)


def write_file(path: Path, content: bytes, *, read_only: bool = False) -> None:
    """Write a file so that, killed at any instant, its path holds the old bytes or the new ones, never a part.

    Missing folders are made. When this returns, the bytes and the name are on the disk (fsync of both).
    """
    if keeper := keeper_of(path):
        keeper.put({path: content})
    make_folder(path.parent)
    new = temporary(path.parent)
    _write_new(new, content, read_only=read_only)
    new.replace(path)
    sync_folder(path.parent)


def write_folder(path: Path, files: Mapping[str, bytes]) -> bool:
    """Write a folder of files so that its path holds all of them or does not exist.

    A folder that is there already is left as it is: returns False, and True where it was written.
    """
    if path.exists():
        return False
    make_folder(path.parent)
    new = temporary(path.parent)
    fill_folder(new, files.items())
    move_folder(new, path)
    return True


def move_folder(new: Path, path: Path) -> None:
    """Move a folder that was filled to where it is looked at: all of it is there, or none."""
    if keeper := keeper_of(path):
        keeper.put({path / each.name: each.read_bytes() for each in new.iterdir()})
    new.rename(path)
    sync_folder(path.parent)


def remove_file(path: Path) -> None:
    """Remove a file; when this returns, its name is gone from the disk."""
    if keeper := keeper_of(path):
        keeper.remove([path])
    path.unlink()
    sync_folder(path.parent)


def remove_folder(path: Path) -> None:
    """Remove a folder of files that nothing leads to."""
    if keeper := keeper_of(path):
        keeper.remove(list(path.iterdir()))
    shutil.rmtree(path)
    sync_folder(path.parent)


def read_back(path: Path) -> bytes | None:
    """Read a file from where it is kept, to prove that it is there; None where it is not."""
    if keeper := keeper_of(path):
        return keeper.read_back(path)
    return path.read_bytes()


def fill_folder(path: Path, files: Iterable[tuple[str, bytes]], *, read_only: bool = False) -> None:
    """Write files into a new folder that nobody looks at yet; they and their names are on the disk at the end.

    The folder itself stays writable, so that its owner can remove it with the usual means.
    """
    path.mkdir()
    for name, content in files:
        _write_new(path / name, content, read_only=read_only)
    sync_folder(path)


def replace_link(path: Path, target: str) -> None:
    """Have a symbolic link lead elsewhere: at any instant to the old place or to the new one."""
    if keeper := keeper_of(path):
        keeper.put({path: target.encode()})
    new = temporary(path.parent)
    new.symlink_to(target)
    new.replace(path)
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder and its missing parents, their names on the disk when this returns."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Have the names in a folder reach the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def temporary(folder: Path) -> Path:
    """Return a name in a folder that no one uses, to be swept if it is left behind."""
    return folder / f"{TEMPORARY}{secrets.token_hex(8)}"


def unfinished(top: Path) -> Iterator[Path]:
    """Find what interrupted runs left unfinished anywhere below a folder."""
    for place, folders, files in os.walk(top):
        yield from (Path(place) / name for name in (*folders, *files) if name.startswith(TEMPORARY))
        folders[:] = [name for name in folders if not name.startswith(TEMPORARY)]


def _write_new(path: Path, content: bytes, *, read_only: bool) -> None:
    mode = 0o444 if read_only else 0o644
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
