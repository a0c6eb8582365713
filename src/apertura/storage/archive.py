"""Bytes to Submission: archived untouched under their SHA-256, with a receipt."""

import hashlib
import logging
import os
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from apertura.durable import write_file
from apertura.errors import DamagedStorageError, UnknownGaranteError, UnknownPeriodError
from apertura.model.submission import Submission
from apertura.storage.layout import archive, content_folder, is_simple, reports
from apertura.storage.receipt import read_receipt, write_receipt

logger = logging.getLogger(__name__)

_INSTANT = timedelta(microseconds=1)
_HASH = re.compile(r"[0-9a-f]{16}(?:[0-9a-f]{48})?")


def receive(
    root: Path,
    garante: str,
    period: str,
    filename: str,
    content: bytes,
    *,
    now: datetime,
    place: int = 0,
    channel: str,
    by: str | None = None,
) -> tuple[Submission, bool]:
    """Archive a file and return its submission, and whether it is new.

    The same bytes for the same garante and period are one submission: the first receipt stands. ``now`` has a time
    zone; of those that come together, the later in ``place``, the later received, and none before one that is already
    answered, whatever the clock says. ``filename`` is kept as text and never used as a path. Raises UnknownGaranteError
    and UnknownPeriodError for ids that cannot be ids (whether they are in the catalogues is for the caller to know).
    """
    _refuse_hostile(garante, period)
    sha256 = hashlib.sha256(content).hexdigest()
    folder = content_folder(root, sha256)
    receipt = folder / "recibos" / f"{garante}_{period}.json"
    if receipt.exists():
        return read_receipt(receipt.read_bytes()), False
    if not (folder / "contenido").exists():
        write_file(folder / "contenido", content, read_only=True)
    received = _received(root, garante, period, now + place * _INSTANT)
    submission = Submission(garante, period, _legible(filename), sha256, len(content), received, channel, by)
    write_file(receipt, write_receipt(submission), read_only=True)
    told = {"garante": garante, "periodo": period, "sha256": sha256, "bytes": len(content), "canal": channel}
    logger.info("%s %s: recibida", garante, period, extra={"que": "recepcion", **told})
    return submission, True


def load(root: Path, submission: Submission) -> bytes:
    """Return the bytes of a submission; DamagedStorageError where they are gone or are no longer those received."""
    path = content_folder(root, submission.sha256) / "contenido"
    content = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(content).hexdigest() != submission.sha256:
        raise DamagedStorageError(f"El archivo guardado en {path} ya no es el que se recibió: su SHA-256 no coincide.")
    return content


def answered(root: Path, garante: str, period: str) -> Iterator[Submission]:
    """Read the submissions of a body for a period that have an answer, in no order."""
    found = (find(root, garante, period, name) for name in named_in(reports(root) / garante / period))
    yield from filter(None, found)


def find(root: Path, garante: str, period: str, sha256: str) -> Submission | None:
    """Find the submission of a body for a period with this hash, or with these first 16 digits; None where none is."""
    if not (is_simple(garante) and is_simple(period) and _HASH.fullmatch(sha256)):
        return None
    near = archive(root) / sha256[:2]
    for name in named_in(near):
        if name.startswith(sha256) and (receipt := near / f"{name}/recibos/{garante}_{period}.json").exists():
            return read_receipt(receipt.read_bytes())
    return None


def named_in(folder: Path) -> list[str]:
    """Name what is in a folder; nothing where there is none."""
    try:
        return os.listdir(folder)  # noqa: PTH208 - of thousands, names alone
    except (FileNotFoundError, NotADirectoryError):
        return []


def every(root: Path) -> tuple[Submission, ...]:
    """Read all submissions that are archived, by garante, period and time received."""
    found = [read_receipt(path.read_bytes()) for path in archive(root).glob("??/*/recibos/*.json")]
    return tuple(sorted(found, key=lambda each: (each.garante, each.period, each.received, each.sha256)))


def _received(root: Path, garante: str, period: str, instant: datetime) -> datetime:
    return max([instant, *(before.received + _INSTANT for before in answered(root, garante, period))])


def _refuse_hostile(garante: str, period: str) -> None:
    if not is_simple(garante):
        raise UnknownGaranteError(f"«{_legible(garante)}» no puede ser la clave de un organismo.")
    if not is_simple(period):
        raise UnknownPeriodError(f"«{_legible(period)}» no puede ser la clave de un periodo.")


def _legible(text: str) -> str:
    # names arrive with control characters, direction marks and bytes that are no UTF-8, and end up in letters
    return "".join("\ufffd" if unicodedata.category(letter) in ("Cc", "Cf", "Cs") else letter for letter in text)
