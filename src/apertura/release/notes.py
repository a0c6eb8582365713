"""History of a dataset to CAMBIOS.md: what changed in each version, for people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apertura.model.calendar import day_of
from apertura.release.draft import Draft
from apertura.release.phrases import say


def notes(draft: Draft, history: Sequence[dict[str, Any]]) -> bytes:
    """Write the notes of all versions, latest first; ``history`` has ``version``, ``fecha`` and ``motivos`` of each."""
    head = [say("notes.title", title=draft.title), *([say("notes.demo")] if draft.demo else []), say("notes.numbers")]
    return ("\n\n".join([*head, *(_version(entry) for entry in history)]) + "\n").encode()


def _version(entry: dict[str, Any]) -> str:
    day = day_of(datetime.fromisoformat(entry["fecha"]))
    title = say("notes.version", version=entry["version"], date=day.isoformat())
    return "\n".join([title, "", *(say("notes.reason", reason=reason) for reason in entry["motivos"])])
