"""Files of the site to its folder: only what differs is written, and what is no longer of it goes."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from apertura.durable import TEMPORARY, temporary
from apertura.errors import UsageError
from apertura.publication.folder.versions import digest_of
from apertura.release.files import CHECKSUMS, digest
from apertura.site.earlier import written

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


def write_site(site: Path, pages: Iterable[tuple[str, bytes]], linked: Iterable[tuple[str, Path, str]]) -> Written:
    """Bring a folder to hold exactly these files, and SHA256SUMS of all of them.

    ``linked`` ones, each with its SHA-256, are never altered, and take no place of their own. Each file is whole at
    any instant. Only for a folder that was claimed.
    """
    count = {True: 0, False: 0}
    promised = {}
    for name, content in pages:
        promised[name] = digest(content)
        count[_write(site / name, content)] += 1
    for name, source, sha256 in linked:
        promised[name] = sha256
        count[_link(site / name, source, sha256)] += 1
    removed = _sweep(site, {MARK, CHECKSUMS, *promised})
    count[_write(site / CHECKSUMS, written(promised))] += 1
    return Written(count[True], count[False], removed)


def _write(path: Path, content: bytes) -> bool:
    with suppress(FileNotFoundError, IsADirectoryError):
        if path.read_bytes() == content:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    new = temporary(path.parent)
    new.write_bytes(content)
    new.replace(path)
    return True


def _link(path: Path, source: Path, sha256: str) -> bool:
    if path.exists() and (path.samefile(source) or digest_of(path) == sha256):
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
