"""What the folders hold and the bitácora does not tell yet, to events at its end."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from apertura.chronicle.happenings import happenings
from apertura.chronicle.log import event, read, roots, write_day
from apertura.durable import write_file
from apertura.model.calendar import day_of
from apertura.storage import layout


def note(root: Path, *, now: datetime) -> int:
    """Write down what happened since the last time, and publish the root of the day; returns how many events.

    Nothing written before is changed. What a run that died did not write, the next one does. For who holds the lease.
    """
    events = list(read(root))
    known = {each.key for each in events}
    # a clock that was put back opens no day before the last one
    day = max(day_of(now).isoformat(), events[-1].day if events else "")
    before = len(events)
    for key, tell in happenings(root):
        if key not in known and (said := _told(tell)) is not None:
            last = events[-1].sha256 if events else None
            events.append(event(day, len(events) + 1, now, said, last))
    if len(events) > before:
        write_day(root, day, events)
    _publish(root, roots(events) if events else None)
    return len(events) - before


def _told(tell: Callable[[], Mapping[str, object]]) -> Mapping[str, object] | None:
    """Read what happened; None of what cannot be read, which is named by whoever has to do with it."""
    try:
        return tell()
    except (ValueError, KeyError, TypeError, OSError):
        return None


def _publish(root: Path, content: bytes | None) -> None:
    path = layout.chronicle_roots(root)
    if content is not None and layout.published(root).is_dir() and not _holds(path, content):
        write_file(path, content)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
