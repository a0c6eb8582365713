"""What became of the mail of each answer, as files: each is on the disk before more is done."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from apertura.durable import remove_file, write_file
from apertura.storage.receipt import document


class Fate(StrEnum):
    """How far a mail has come: ``sending`` where a run began and did not say how it ended."""

    SENDING = "enviando"
    SENT = "enviada"
    REFUSED = "rechazada"


@dataclass(frozen=True, slots=True)
class Entry:
    """The mail that an answer goes in: its Message-ID, its fate, since when, and what the server said last."""

    answer: str
    message_id: str
    fate: Fate
    when: datetime
    said: str = ""


def entries(folder: Path) -> dict[str, Entry]:
    """Read the entries of one body, by answer."""
    return {entry.answer: entry for entry in _read(folder)}


def write(folder: Path, entry: Entry) -> None:
    """Write an entry, whole, in the place of what was there."""
    fields = {
        "respuesta": entry.answer,
        "mensaje": entry.message_id,
        "estado": entry.fate,
        "cuando": entry.when.isoformat(),
        "dijo": entry.said,
    }
    write_file(folder / f"{entry.answer}.json", document(fields))


def forget(folder: Path, fate: Fate) -> None:
    """Take the entries of one fate away: their answers are as if nobody had ever sent them."""
    for entry in _read(folder):
        if entry.fate is fate:
            remove_file(folder / f"{entry.answer}.json")


def _read(folder: Path) -> Iterator[Entry]:
    for path in sorted(folder.glob("*.json")):
        fields = json.loads(path.read_bytes())
        yield Entry(
            answer=fields["respuesta"],
            message_id=fields["mensaje"],
            fate=Fate(fields["estado"]),
            when=datetime.fromisoformat(fields["cuando"]),
            said=fields["dijo"],
        )
