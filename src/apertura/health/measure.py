"""Folders of a workspace to its measures, writing nothing."""

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from apertura.chronicle.log import read
from apertura.outbox.ledger import entries
from apertura.storage import inbox, layout
from apertura.storage.lease import LOCK


@dataclass(frozen=True, slots=True)
class Health:
    """What is measured; None where there is nothing yet to measure.

    ``last_run`` is when a run last began to work on it; ``oldest`` since when the oldest file waits in the inbox;
    ``free`` and ``disk`` are bytes. ``mails`` are counted by what became of them, ``events`` of the bitácora by what
    they tell, ``verdicts`` by what was answered, ``versions`` by dataset.
    """

    now: datetime
    last_run: datetime | None
    waiting: int
    oldest: datetime | None
    free: int
    disk: int
    mails: Mapping[str, int]
    events: Mapping[str, int]
    verdicts: Mapping[str, int]
    versions: Mapping[str, int]


def measure(root: Path, now: datetime) -> Health:
    """Measure a workspace; OSError where it is not there."""
    waiting = inbox.sweep(root)
    disk = shutil.disk_usage(root)
    events = [each.fields for each in read(root)]
    told = [entry for folder in (layout.outbox(root) / "estado").glob("*") for entry in entries(folder).values()]
    return Health(
        now=now,
        last_run=_last_run(root),
        waiting=len(waiting),
        oldest=min((_instant(each.stamp[3]) for each in waiting), default=None),
        free=disk.free,
        disk=disk.total,
        mails=Counter(str(entry.fate) for entry in told),
        events=Counter(str(each.get("que")) for each in events),
        verdicts=Counter(str(each["dictamen"]) for each in events if "dictamen" in each),
        versions=Counter(str(each["conjunto"]) for each in events if each.get("que") == "version"),
    )


def _last_run(root: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(json.loads((root / LOCK).read_bytes())["desde"])
    except (FileNotFoundError, ValueError, KeyError):  # nobody has worked here, or somebody begins right now
        return None


def _instant(nanoseconds: int) -> datetime:
    return datetime.fromtimestamp(nanoseconds // 10**9, UTC)
