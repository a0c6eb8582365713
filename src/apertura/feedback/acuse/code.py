"""Acuse to the text of its QR code, and back."""

import base64
import binascii
import zlib

PREFIX = "APERTURA-ACUSE:1:"
LONGEST = 2_900
"""Characters that fit in a QR code (version 40, correction L, bytes), with some to spare."""

_LARGEST = 200_000


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
