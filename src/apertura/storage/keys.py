"""The folder of keys: the secret half of each for its owner alone, the public halves in one file for everybody."""

import base64
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from apertura.durable import make_folder, write_file
from apertura.errors import KeysError
from apertura.model.seal import KnownKey, SigningKey
from apertura.storage.receipt import document

PUBLIC = "claves.json"
"""File with the public halves, which may go anywhere."""

_HALF = ".secreta"


def keys_folder() -> Path:
    """Where the keys are: the folder in APERTURA_LLAVES, or that of the user's own settings (XDG)."""
    said = os.environ.get("APERTURA_LLAVES")
    settings = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(said) if said else Path(settings) / "apertura" / "llaves"


def known_keys(folder: Path) -> Mapping[str, KnownKey]:
    """Read the public keys, by id, oldest first; none where there are none yet."""
    path = folder / PUBLIC
    return read_known(path.read_bytes(), path) if path.exists() else {}


def read_known(content: bytes, path: Path) -> Mapping[str, KnownKey]:
    """Read public keys as ``claves.json`` has them; KeysError where it has none."""
    try:
        listed = [_known(fields) for fields in json.loads(content)["claves"]]
    except (ValueError, KeyError, TypeError) as error:
        raise KeysError(f"{path} no es un archivo de claves públicas de Apertura.") from error
    return {key.id: key for key in listed}


def current_key(folder: Path) -> SigningKey | None:
    """Read the newest key that is not retired and whose secret half is here; None where there is none."""
    for key in reversed(tuple(known_keys(folder).values())):
        path = folder / f"{key.id}{_HALF}"
        if key.until is None and path.exists():
            secret = base64.b64decode(path.read_text(encoding="ascii"))
            if _public(secret) != key.public:
                raise KeysError(f"{path} no es la mitad secreta de la clave {key.id}.")
            return SigningKey(key, secret)
    return None


def new_key(folder: Path, *, now: datetime) -> KnownKey:
    """Make a key, which signs from now on; those before it stop, and what they signed stands.

    Raises KeysError where the folder is in a repository, where a key could be published with it.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    _refuse_repository(folder)
    secret = Ed25519PrivateKey.generate().private_bytes_raw()
    public = _public(secret)
    key = KnownKey(hashlib.sha256(public).hexdigest()[:16], public, now, None)
    make_folder(folder)
    folder.chmod(0o700)
    _write_secret(folder / f"{key.id}{_HALF}", secret)
    before = [each if each.until else replace(each, until=now) for each in known_keys(folder).values()]
    write_file(folder / PUBLIC, write_known([*before, key]))
    return key


def write_known(keys: Sequence[KnownKey]) -> bytes:
    """Write public keys as JSON."""
    listed = [
        {
            "clave": key.id,
            "algoritmo": "Ed25519",
            "publica": base64.urlsafe_b64encode(key.public).decode().rstrip("="),
            "desde": key.since.isoformat(),
            "hasta": key.until and key.until.isoformat(),
        }
        for key in keys
    ]
    return document({"claves": listed})


def _known(fields: Mapping[str, str]) -> KnownKey:
    public = base64.urlsafe_b64decode(fields["publica"] + "=")
    if hashlib.sha256(public).hexdigest()[:16] != fields["clave"]:
        raise ValueError(fields["clave"])
    until = fields["hasta"] and datetime.fromisoformat(fields["hasta"])
    return KnownKey(fields["clave"], public, datetime.fromisoformat(fields["desde"]), until or None)


def _public(secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def _write_secret(path: Path, secret: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(secret))
        file.flush()
        os.fsync(file.fileno())


def _refuse_repository(folder: Path) -> None:
    for parent in (folder.resolve(), *folder.resolve().parents):
        if (parent / ".git").exists() or (parent / ".apertura.lock").exists():
            raise KeysError(
                f"{folder} está dentro de {parent}, que es un repositorio o una carpeta de trabajo: una clave podría "
                "publicarse con él. Diga otra carpeta con APERTURA_LLAVES."
            )
