"""Folder of dropped files to Deliveries, in the order they are to be taken in."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from apertura.durable import remove_file
from apertura.storage import layout

_DEPTH = 3
_IGNORED = (".", "~$")


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file waiting in the inbox; ``garante`` and ``period`` are the names of the folders it lies in.

    Both are "" for a stray: a file that lies in no such folders, or a link. ``stamp`` tells if it changes meanwhile:
    device, number, bytes and nanoseconds. ``place`` counts those of the same folder that come before it.
    """

    garante: str
    period: str
    path: Path
    stamp: tuple[int, int, int, int]
    place: int = 0


def sweep(root: Path) -> tuple[Delivery, ...]:
    """List what waits in the inbox by garante, period, time of its last change and name; strays come first.

    Hidden files, Office's locks (``~$``) and unfinished writes are passed over. Links are strays: never followed.
    """
    top = layout.inbox(root)
    found = list(_deliveries(top))
    found.sort(key=lambda each: (each.garante, each.period, each.stamp[3], each.path.name, each.path))
    folders = groupby(found, key=lambda each: (each.garante, each.period))
    return tuple(replace(each, place=place) for _, folder in folders for place, each in enumerate(folder))


def queues(deliveries: Sequence[Delivery]) -> tuple[tuple[Delivery, ...], ...]:
    """Group what was swept by garante: within a queue order counts, between queues it does not.

    A period is compared with the one before, and a table names rows of another: of the same garante.
    """
    return tuple(tuple(queue) for _, queue in groupby(deliveries, key=lambda each: each.garante))


def remove(delivery: Delivery) -> None:
    """Take a file out of the inbox; one that changed since it was swept stays, to be taken in by the next run."""
    if delivery.path.exists() and _stamp(delivery.path) == delivery.stamp:
        remove_file(delivery.path)


def _files(top: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(top):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(_IGNORED)]
        yield from (Path(place) / name for name in (*names, *links) if not name.startswith(_IGNORED))


def _deliveries(top: Path) -> Iterator[Delivery]:
    for path in _files(top):
        try:
            yield _delivery(top, path)
        except FileNotFoundError:  # whoever put it there took it back meanwhile
            continue


def _delivery(top: Path, path: Path) -> Delivery:
    parts = path.relative_to(top).parts
    in_place = len(parts) == _DEPTH and path.is_file() and not path.is_symlink()
    garante, period = parts[:2] if in_place else ("", "")
    return Delivery(garante, period, path, _stamp(path))


def _stamp(path: Path) -> tuple[int, int, int, int]:
    status = path.lstat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
