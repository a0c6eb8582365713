"""Files of the site to its folder: only what differs is written, and what is no longer of it goes."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from apertura.durable import TEMPORARY, temporary
from apertura.errors import UsageError

MARK = ".sitio"
"""File in a folder that says: this is a site, made by a program, that may be made again."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, left as they were, and removed."""

    written: int
    kept: int
    removed: int


def claim(site: Path) -> None:
    """Mark a folder as a site, before anything is put there; UsageError where it holds something that is none."""
    if site.exists() and not (site / MARK).exists() and any(site.iterdir()):
        raise UsageError(
            f"La carpeta {site} tiene otras cosas; diga una vacía, o la de un sitio, con --salida CARPETA."
        )
    site.mkdir(parents=True, exist_ok=True)
    if not (site / MARK).exists():
        (site / MARK).touch()


def write_site(site: Path, pages: Iterable[tuple[str, bytes]], linked: Iterable[tuple[str, Path]]) -> Written:
    """Bring a folder to hold exactly these files; ``linked`` ones are never altered, and take no place of their own.

    Each file is whole at any instant. Only for a folder that was claimed.
    """
    count = {True: 0, False: 0}
    wanted = {MARK}
    for name, content in pages:
        wanted.add(name)
        count[_write(site / name, content)] += 1
    for name, source in linked:
        wanted.add(name)
        count[_link(site / name, source)] += 1
    return Written(count[True], count[False], _sweep(site, wanted))


def _write(path: Path, content: bytes) -> bool:
    with suppress(FileNotFoundError, IsADirectoryError):
        if path.read_bytes() == content:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    new = temporary(path.parent)
    new.write_bytes(content)
    new.replace(path)
    return True


def _link(path: Path, source: Path) -> bool:
    if path.exists() and _same(path, source):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    new = temporary(path.parent)
    try:
        os.link(source, new)
    except OSError:
        # another file system, or one without hard links
        shutil.copy2(source, new)
    new.replace(path)
    return True


def _same(path: Path, source: Path) -> bool:
    # a copy has the size and the time of what it was made of, and a published file is never written again
    one, other = path.stat(), source.stat()
    return os.path.samestat(one, other) or (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _sweep(site: Path, wanted: set[str]) -> int:
    gone = [path for path in _files(site) if path.relative_to(site).as_posix() not in wanted]
    for path in gone:
        path.unlink()
    for folder in sorted((path for path in site.rglob("*") if path.is_dir()), reverse=True):
        with suppress(OSError):
            folder.rmdir()
    return sum(not path.name.startswith(TEMPORARY) for path in gone)


def _files(site: Path) -> Iterator[Path]:
    return (path for path in site.rglob("*") if path.is_symlink() or path.is_file())
