"""Acuse to the text of its QR code, and back: the whole of it or, where that does not fit, what it is known by."""

import base64
import binascii
import hashlib
import json
import re
import zlib

PREFIX = "APERTURA-ACUSE:1:"
BRIEF = "APERTURA-ACUSE:2:"
LONGEST = 2_900
"""Characters that fit in a QR code (version 40, correction L, bytes), with some to spare."""

_LARGEST = 200_000
_BRIEF = re.compile(rb"APERTURA-ACUSE:2:[^:\s]{1,80}:[0-9a-f]{64}:(?:[0-9a-f]{16}:[A-Za-z0-9_-]{86}|:)")


def code(acuse: bytes) -> str:
    """Return the text of an acuse's code: the whole acuse where it fits, else the brief one."""
    return encode(acuse) or brief(acuse)


def brief(acuse: bytes) -> str:
    """Tell an acuse by its folio, its SHA-256, its key and its signature, which are empty where nobody signed it."""
    document = json.loads(acuse)
    claim = document["firma"] or {"clave": "", "valor": ""}
    told = (document["acuse"]["folio"], hashlib.sha256(acuse).hexdigest(), claim["clave"], claim["valor"])
    return BRIEF + ":".join(told)


def is_brief(text: bytes) -> bool:
    """Whether a text has the form of a brief code: it says of which acuse it is, and not what that says."""
    return _BRIEF.fullmatch(text) is not None


def encode(acuse: bytes) -> str | None:
    """Pack the whole of an acuse, deflated (RFC 1950), as base64url; None where it does not fit in a code."""
    packed = base64.urlsafe_b64encode(zlib.compress(acuse, 9)).decode().rstrip("=")
    return f"{PREFIX}{packed}" if len(PREFIX) + len(packed) <= LONGEST else None


def decode(text: bytes) -> bytes | None:
    """Unpack the acuse of a code; None where these bytes are no such text."""
    if not text.startswith(PREFIX.encode()):
        return None
    packed = text.removeprefix(PREFIX.encode())
    try:
        content = base64.b64decode(packed + b"=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        opened = zlib.decompressobj()
        acuse = opened.decompress(content, _LARGEST)
    except (binascii.Error, ValueError, zlib.error):
        return None
    # whatever else may stand around what was packed, it is not the code of this acuse
    return acuse if encode(acuse) == text.decode("ascii", "replace") else None
