"""Passwords to argon2id hashes, and whether one is the one of a hash."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from apertura.errors import AccountError

SHORTEST, LONGEST = 12, 128
_USUAL = frozenset(
    {
        *("contraseña", "contrasena", "password", "transparencia", "apertura", "administrador", "mexico", "qwertyuiop"),
        *("123456789012", "datosabiertos", "iloveyou", "bienvenido", "temporal", "cambiame", "organismo", "garante"),
    }
)

_hasher = PasswordHasher()


def hashed(password: str, email: str) -> str:
    """Hash a new password; AccountError where it is too short, too long, or easy to guess."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(f"La contraseña tiene entre {SHORTEST} y {LONGEST} caracteres; una frase larga es buena.")
    plain = password.lower().strip("0123456789!?.-_ ")
    if len(set(password)) < 5 or plain in _USUAL or email.partition("@")[0] in password.lower():
        raise AccountError("Esa contraseña se adivina pronto. Una frase de cuatro palabras cualesquiera es buena.")
    return _hasher.hash(password)


def matches(password: str, known: str | None) -> bool:
    """Whether it is the password of a hash; where there is none, it takes as long to say no."""
    try:
        return _hasher.verify(known or _nobody(), password[:LONGEST]) and known is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _hasher.hash("la contraseña de ninguna cuenta")
