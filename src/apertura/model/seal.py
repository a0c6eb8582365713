"""Keys with which an acuse is signed and checked, as values."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key (*clave pública*) of Ed25519: 32 bytes, in use since and until (None: still).

    ``id`` is the first 16 hexadecimal digits of the SHA-256 of those bytes.
    """

    id: str
    public: bytes
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key in use, with its secret half (32 bytes), which is never shown nor written by anybody but its owner."""

    known: KnownKey
    secret: bytes = field(repr=False)
