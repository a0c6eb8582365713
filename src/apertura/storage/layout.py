"""Workspace folder to the place of everything in it."""

import re
from datetime import UTC, datetime
from pathlib import Path

_DIGITS = 16
_SIMPLE = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")


def inbox(root: Path) -> Path:
    """Where files are dropped, as ``<garante>/<period>/<file>``."""
    return root / "raw" / "inbox"


def archive(root: Path) -> Path:
    """Where received files stay, untouched, under their content hash."""
    return root / "raw" / "archive"


def accepted(root: Path) -> Path:
    """Where accepted tables stay, as ``<dataset>/<garante>/<period>/<received>-<hash>/``."""
    return root / "accepted"


def reports(root: Path) -> Path:
    """Where the answers to the stewards stay, as ``<garante>/<period>/<hash>/``."""
    return root / "reports"


def corrections(root: Path) -> Path:
    """Where it is kept who accepted which corrections, as ``<garante>/<period>/<hash before>-<hash after>.csv``."""
    return root / "correcciones"


def withdrawals(root: Path) -> Path:
    """Where it is kept what was taken back and handed in again, as ``<garante>/<period>/<hash>/<time>-<act>.json``."""
    return root / "retiros"


def approvals(root: Path) -> Path:
    """Where it is kept what operators said of publications, as ``<dataset>/<digest>/<instant>-<act>.json``."""
    return root / "aprobaciones"


def outbox(root: Path) -> Path:
    """Where it is kept of which answers the bodies were told, as ``estado/<garante>/``, and mail that goes nowhere.

    Of which reminders, as ``recordatorios/<garante>/``.
    """
    return root / "salida"


def chronicle(root: Path) -> Path:
    """Where the bitácora is, as ``<day>.jsonl``: what was received, judged and published, each event chained."""
    return root / "bitacora"


def chronicle_roots(root: Path) -> Path:
    """Return the file, among what is published, with the last hash of each day of the bitácora."""
    return published(root) / "bitacora.json"


def published(root: Path) -> Path:
    """Return the folder catalogue, as ``<dataset>/<version>/``."""
    return root / "published"


def portal(root: Path, slug: str) -> Path:
    """Where it is kept what is about to happen, and what was last proven, at a portal, as ``<dataset>.json``."""
    return root / "portal" / slug


def site(root: Path) -> Path:
    """Return the static site made of the folder catalogue; it can be made again at any time."""
    return root / "sitio"


def is_simple(name: str) -> bool:
    """Whether an id may be the name of a folder: ASCII letters and digits, joined by single dots or hyphens."""
    return len(name) <= 64 and _SIMPLE.fullmatch(name) is not None


def content_folder(root: Path, sha256: str) -> Path:
    """Folder of the archive for bytes with this hash."""
    return archive(root) / sha256[:2] / sha256


def short(sha256: str) -> str:
    """Return the digits of a hash that name the folder of what was answered, or taken back."""
    return sha256[:_DIGITS]


def compact(instant: datetime) -> str:
    """ISO 8601 basic form in UTC, fit for a file's name: ``20240415T180000.000000Z``; its text sorts as time does."""
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
