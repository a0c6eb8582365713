"""What an acuse says, and a key, to the acuse itself: canonical JSON (RFC 8785), signed with Ed25519 (RFC 8032)."""

import base64
from collections.abc import Mapping
from typing import Any

from apertura.model.seal import SigningKey

ALGORITHM = "Ed25519"


def sign(content: Mapping[str, Any], key: SigningKey | None) -> bytes:
    """Write an acuse as canonical JSON; without a key it says that nobody signed it.

    The same content and key give the same bytes. What is signed is the canonical form of ``acuse`` and of the key's id.
    """
    import rfc8785

    if key is None:
        return rfc8785.dumps({"acuse": dict(content), "firma": None})
    value = signature(key, signed(content, key.known.id))
    return rfc8785.dumps({"acuse": dict(content), "firma": {**_claim(key.known.id), "valor": value}})


def signed(content: Mapping[str, Any], key: str) -> bytes:
    """Bytes over which the signature of an acuse is."""
    import rfc8785

    return rfc8785.dumps({"acuse": dict(content), "firma": _claim(key)})


def signature(key: SigningKey, message: bytes) -> str:
    """Sign bytes; as base64url without padding (RFC 4648)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    made = Ed25519PrivateKey.from_private_bytes(key.secret).sign(message)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _claim(key: str) -> dict[str, str]:
    return {"algoritmo": ALGORITHM, "clave": key}
