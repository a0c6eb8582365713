"""A PDF, its acuse and its signature to one file, and back: both are comments, which readers pass over."""

import re
from dataclasses import dataclass

_TRAILER = re.compile(rb"%Apertura ([0-9a-f]{16}) ([A-Za-z0-9_-]{86})\n\Z")
_ACUSE = re.compile(rb"\n%Acuse ([^\n]+)\n")


@dataclass(frozen=True, slots=True)
class Parts:
    """What is in a signed PDF: the bytes that are signed, the acuse in them, the key's id and the signature."""

    signed: bytes
    acuse: bytes
    key: str
    signature: str


def with_acuse(pdf: bytes, acuse: bytes) -> bytes:
    """Put an acuse into a PDF, as a comment before its last lines, without moving anything that those point at."""
    end = pdf.rindex(b"startxref")
    return pdf[:end].rstrip(b"\n") + b"\n%Acuse " + acuse + b"\n" + pdf[end:].rstrip(b"\n") + b"\n"


def cut(written: bytes) -> Parts | None:
    """Take a signed PDF apart; None where it is none."""
    trailer, inside = _TRAILER.search(written), _ACUSE.findall(written)
    if trailer is None or len(inside) != 1 or not written.startswith(b"%PDF-"):
        return None
    return Parts(written[: trailer.start()], inside[0], trailer[1].decode(), trailer[2].decode())


def close(pdf: bytes, key: str, signature: str) -> bytes:
    """Put the signature after a PDF's end."""
    return pdf + f"%Apertura {key} {signature}\n".encode()
