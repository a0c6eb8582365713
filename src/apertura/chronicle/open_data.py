"""The bitácora to what is published of it: its lines as they are, a table of them, and the last hash of each day."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

from apertura.chronicle.log import SUFFIX, Event, read, roots

ROOTS = "raices.json"
TABLE = "bitacora.csv"
RESERVED = "reservado"
"""Field of what stands for an event that is not published: the hash of its line, which the next one holds."""

_COLUMNS = (
    "numero",
    "cuando",
    "que",
    "garante",
    "periodo",
    "sha256",
    "bytes",
    "recibido",
    "canal",
    "dictamen",
    "tablas",
    "informe_sha256",
    "conjunto",
    "version",
    "sumas_sha256",
    "anterior",
)
"""All that is published of an event: none says who a person is. One that says anything else is reserved."""


def open_data(root: Path) -> Mapping[str, bytes]:
    """Write what is published as files by name: ``<day>.jsonl``, TABLE and ROOTS; none where nothing happened yet.

    A line is published byte for byte, so that anybody can make its hash and find it in the next one.
    """
    events = read(root)
    if not events:
        return {}
    days = dict.fromkeys(each.day for each in events)
    lines = {day: b"".join(_line(each) + b"\n" for each in events if each.day == day) for day in days}
    return {
        **{f"{day}{SUFFIX}": content for day, content in lines.items()},
        TABLE: _table(events),
        ROOTS: roots(events),
    }


def _line(event: Event) -> bytes:
    if _is_public(event):
        return event.line
    kept = {name: event.fields.get(name) for name in ("anterior", "numero")}
    return json.dumps({**kept, RESERVED: event.sha256}, separators=(",", ":")).encode()


def _is_public(event: Event) -> bool:
    return event.fields.keys() <= set(_COLUMNS)


def _table(events: tuple[Event, ...]) -> bytes:
    written = io.StringIO()
    rows = csv.DictWriter(written, (*_COLUMNS, "huella"), lineterminator="\n")
    rows.writeheader()
    for each in events:
        tables = each.fields.get("tablas")
        told = "; ".join(f"{name}: {fate}" for name, fate in tables.items()) if isinstance(tables, dict) else ""
        shown = {**each.fields, "tablas": told} if _is_public(each) else {"numero": each.fields.get("numero")}
        rows.writerow({**shown, "huella": each.sha256})
    return written.getvalue().encode()
