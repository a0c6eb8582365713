"""The second factor: six digits that an application on a telephone makes anew every thirty seconds (TOTP, RFC 6238)."""

import base64
import hashlib
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken

_SECONDS = 30
_ISSUER = "Apertura"


def new_secret() -> str:
    """Draw a secret, in base 32."""
    return pyotp.random_base32()


def address(secret: str, email: str) -> str:
    """Return the address (otpauth://) that an application reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=_ISSUER)


def step(secret: str, code: str, *, now: datetime, after: int | None) -> int | None:
    """Return the step that a code is of, one before and one after now counting; None for a wrong or a used one."""
    digits = "".join(code.split())
    if len(digits) != 6 or not digits.isascii() or not digits.isdigit():
        return None
    present = int(now.timestamp()) // _SECONDS
    for each in (present - 1, present, present + 1):
        if (after is None or each > after) and pyotp.utils.strings_equal(digits, _code(secret, each)):
            return each
    return None


def conceal(secret: str, key: str) -> str:
    """Seal a secret so that the database alone does not tell it."""
    return _fernet(key).encrypt(secret.encode()).decode()


def reveal(kept: str, key: str) -> str | None:
    """Read a secret; None where it was sealed with another key."""
    try:
        return _fernet(key).decrypt(kept.encode()).decode()
    except InvalidToken:
        return None


def _code(secret: str, step_: int) -> str:
    return pyotp.TOTP(secret).generate_otp(step_)


def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"segundo factor\0{key}".encode()).digest()))
