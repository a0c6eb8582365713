"""The files of the bitácora to its events: a file for each day, a line of canonical JSON (RFC 8785) for each event."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from apertura.durable import write_file
from apertura.storage import layout
from apertura.storage.receipt import document

SUFFIX = ".jsonl"

_NAMES = {
    # the same file may be taken back, and handed in again, more than once
    "instante": ("garante", "periodo", "sha256", "instante"),
    "garante": ("garante", "periodo", "sha256"),
    "registro": ("conjunto", "huella", "registro"),
}
_OTHERWISE = ("conjunto", "version")
"""What tells an event from the others: by the field that its kind alone has, and of a publication."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line: the day whose file it is in, its bytes without the line break, and what they say.

    ``fields`` is empty where the bytes are not those of an event.
    """

    day: str
    line: bytes
    fields: Mapping[str, Any]

    @property
    def sha256(self) -> str:
        """Return the hash that the next event holds."""
        return hashlib.sha256(self.line).hexdigest()

    @property
    def key(self) -> tuple[str, ...]:
        """Tell what happened, and to what: the same happens once."""
        named = next((_NAMES[name] for name in _NAMES if name in self.fields), _OTHERWISE)
        return tuple(str(self.fields.get(name)) for name in ("que", *named))


def read(root: Path) -> tuple[Event, ...]:
    """Read all events, oldest first."""
    return tuple(
        Event(path.stem, line, _fields(line))
        for path in sorted(layout.chronicle(root).glob(f"[!.]*{SUFFIX}"))
        for line in path.read_bytes().splitlines()
    )


def event(day: str, number: int, when: datetime, fields: Mapping[str, object], before: str | None) -> Event:
    """Write the event that comes after one with the hash ``before``; None of the first."""
    import rfc8785

    said = {"numero": number, "cuando": when.isoformat(), **fields, "anterior": before}
    return Event(day, rfc8785.dumps(cast("Any", said)), said)


def write_day(root: Path, day: str, events: Sequence[Event]) -> None:
    """Write the file of a day, whole."""
    lines = b"".join(each.line + b"\n" for each in events if each.day == day)
    write_file(layout.chronicle(root) / f"{day}{SUFFIX}", lines)


def roots(events: Sequence[Event]) -> bytes:
    """Write what is published of the bitácora: of each day, how many events there are by its end, and the last hash.

    Who kept it knows later whether anything up to that day was changed.
    """
    last = {each.day: (number, each.sha256) for number, each in enumerate(events, 1)}
    days = [{"dia": day, "eventos": number, "raiz": sha256} for day, (number, sha256) in last.items()]
    return document({"dias": days})


def _fields(line: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
