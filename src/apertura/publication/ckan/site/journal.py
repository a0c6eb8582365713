"""What is about to happen to a dataset at a portal, and what was last proven there; one file each, for the next run."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from apertura.durable import write_file


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a dataset at a portal from our own doing.

    ``proven`` is the version that was last read back whole; ``stamps`` the ``last_modified`` of each of its resources
    then, by id: while it stands, so do the bytes; ``fields`` what was said of it. ``table`` is the version whose rows
    the DataStore holds. ``sending`` is the version being sent, None where nothing is. ``pinned`` is a version an
    operator went back to, and ``left`` the one that was left: until there is a later one, the pinned one stays.
    ``retired`` says why a dataset is not kept up to date any more. ``activity`` is the latest entry of the portal's own
    record of the dataset when it was proven: who comes after it came after us.
    """

    proven: str | None = None
    table: str | None = None
    stamps: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    sending: str | None = None
    pinned: str | None = None
    left: str | None = None
    retired: str | None = None
    activity: str | None = None


NOTHING = Entry()


def recall(folder: Path, dataset: str) -> Entry:
    """Read what is known of a dataset; nothing where nothing was ever done."""
    path = folder / f"{dataset}.json"
    return Entry(**json.loads(path.read_bytes())) if path.exists() else NOTHING


def note(folder: Path, dataset: str, entry: Entry) -> None:
    """Write what is known of a dataset; on the disk when this returns, whole or not at all."""
    content = json.dumps(asdict(entry), ensure_ascii=False, indent=1, sort_keys=True)
    write_file(folder / f"{dataset}.json", f"{content}\n".encode())
