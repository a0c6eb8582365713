"""Secrets of one use to what is kept of them: whoever reads the database can use none."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """Draw a token of 256 bits, fit for an address."""
    return secrets.token_urlsafe(32)


def kept(token: str) -> str:
    """Return what is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def seal(secret: str, about: str, text: str) -> str:
    """Return the code (HMAC-SHA256) that only whoever has the secret can make of a text; ``about`` keeps uses apart."""
    return hmac.new(secret.encode(), f"{about}\0{text}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
