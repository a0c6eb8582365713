"""Bytes of an acuse, and the keys that are known, to whether it is what was signed."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apertura.feedback.acuse.code import brief, decode, encode, is_brief
from apertura.feedback.acuse.sign import ALGORITHM, sign, signed
from apertura.feedback.acuse.trailer import cut
from apertura.model.seal import KnownKey

Keys = Mapping[str, KnownKey]


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether an acuse holds; ``reason`` is the id of the phrase that says why, ``content`` what it says if known.

    ``key`` is the id of the key that it holds by.
    """

    valid: bool
    reason: str
    content: Mapping[str, Any] | None = None
    key: str | None = None


def check(written: bytes, keys: Keys) -> Checked:
    """Check an acuse as JSON, or as the text of its code; one changed byte, a blank even, and it does not hold."""
    if is_brief(written):
        return Checked(valid=False, reason="check.together")
    raw = written if not (text := decode(written)) else text
    try:
        document = json.loads(raw)
        content, claim = document["acuse"], document["firma"]
        received = datetime.fromisoformat(content["recibido"])
        canonical = sign(content, None) if claim is None else _canonical(content, claim)
    except (ValueError, KeyError, TypeError, RecursionError):
        return Checked(valid=False, reason="check.unreadable")
    if canonical != raw:
        return Checked(valid=False, reason="check.altered")
    if claim is None:
        return Checked(valid=False, reason="check.unsigned", content=content)
    key = keys.get(claim["clave"])
    if key is None or claim["algoritmo"] != ALGORITHM:
        return Checked(valid=False, reason="check.unknown")
    if not verifies(key, claim["valor"], signed(content, key.id)):
        return Checked(valid=False, reason="check.altered")
    if key.until is not None and received > key.until:
        return Checked(valid=False, reason="check.retired", content=content)
    return Checked(valid=True, reason="check.valid", content=content, key=key.id)


def check_page(written: bytes, keys: Keys) -> Checked:
    """Check an acuse as PDF: every byte of it is signed, and the acuse that it shows is in it, signed itself."""
    parts = cut(written)
    if parts is None:
        return Checked(valid=False, reason="check.unreadable")
    inner = check(parts.acuse, keys)
    if not inner.valid:
        return inner
    key = keys.get(parts.key)
    if key is None:
        return Checked(valid=False, reason="check.unknown")
    return inner if verifies(key, parts.signature, parts.signed) else Checked(valid=False, reason="check.altered")


def check_code(text: bytes, written: bytes, keys: Keys) -> Checked:
    """Check an acuse, as JSON or PDF, and that the text of a code is of that acuse and of no other."""
    paper = written.startswith(b"%PDF-")
    checked = check_page(written, keys) if paper else check(written, keys)
    if not checked.valid:
        return checked
    parts = cut(written) if paper else None
    acuse = parts.acuse if parts else decode(written) or written
    codes = [told.encode() for told in (encode(acuse), brief(acuse)) if told]
    return checked if text in codes else Checked(valid=False, reason="check.other")


def verifies(key: KnownKey, signature: str, message: bytes) -> bool:
    """Whether a signature, in base64url, is of these bytes and by this key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        made = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        Ed25519PublicKey.from_public_bytes(key.public).verify(made, message)
    except (InvalidSignature, ValueError):
        return False
    return base64.urlsafe_b64encode(made).decode().rstrip("=") == signature


def _canonical(content: Mapping[str, Any], claim: Mapping[str, Any]) -> bytes:
    import rfc8785

    return rfc8785.dumps({"acuse": dict(content), "firma": {name: str(claim[name]) for name in _CLAIM}})


_CLAIM = ("algoritmo", "clave", "valor")
