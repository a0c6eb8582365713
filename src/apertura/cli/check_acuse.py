"""`apertura verificar-acuse`: whether an acuse is what was signed; without a network."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from apertura.cli.exits import Exit
from apertura.feedback.acuse import check, check_code, check_page
from apertura.feedback.phrases import phrases
from apertura.model.seal import KnownKey
from apertura.storage.keys import keys_folder, known_keys, read_known

_FACTS = {
    "name": "organismo",
    "garante": "garante",
    "period": "periodo",
    "file": "archivo",
    "sha256": "sha256",
    "received": "recibido",
}
"""What an acuse calls each detail of the phrase that tells what it says."""


def run(arguments: argparse.Namespace) -> Exit:
    """Check a JSON, a PDF, the text of a QR code, or a code beside its acuse.

    0 where it is authentic, 1 where it is not, 2 where it is none or is only a brief code.
    """
    keys = _keys(arguments.claves)
    content: bytes = arguments.archivo.read_bytes()
    if arguments.codigo is not None:
        checked = check_code(arguments.codigo.strip().encode(), _bare(content), keys)
    else:
        checked = check_page(content, keys) if content.startswith(b"%PDF-") else check(_bare(content), keys)
    said = phrases("es", "acuse")
    known = checked.content or {}
    details = {"file": arguments.archivo.name, "folio": str(known.get("folio", "")), "key": checked.key or ""}
    sys.stdout.write(said.say(checked.reason, None, **details) + "\n")
    if known:
        told = {detail: str(known.get(name, "")) for detail, name in _FACTS.items()}
        sys.stdout.write(said.say("check.says", None, **told) + "\n")
    if checked.valid:
        return Exit.ACCEPTED
    return Exit.UNREADABLE if checked.reason in ("check.unreadable", "check.together") else Exit.RETURNED


def _keys(path: Path | None) -> Mapping[str, KnownKey]:
    return known_keys(keys_folder()) if path is None else read_known(path.read_bytes(), path)


def _bare(content: bytes) -> bytes:
    # the text of a code is kept with the line break that editors add
    return content.rstrip(b"\r\n") if content.startswith(b"APERTURA-ACUSE:") else content
