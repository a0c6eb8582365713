"""The folder catalogue to the datasets and versions that are in it."""

import hashlib
import re
from pathlib import Path

from apertura.model.version import VersionNumber
from apertura.release.files import CHECKSUMS, digest

LATEST = "latest"
JOURNAL = ".publicando"
"""File beside the versions of a dataset that names the one being published, while it is."""
_NUMBER = re.compile(r"\d+\.\d+\.\d+")


def datasets(root: Path) -> list[Path]:
    """Folders of the datasets, by name."""
    return sorted(path for path in root.glob("[!.]*") if path.is_dir())


def versions(dataset: Path) -> list[VersionNumber]:
    """Numbers of the versions of a dataset, earliest first."""
    return sorted(VersionNumber.parse(path.name) for path in dataset.glob("*") if _NUMBER.fullmatch(path.name))


def checksums(version: Path) -> dict[str, str]:
    """SHA-256 of each file of a version by its name, as its SHA256SUMS says; its own, as it is."""
    content = (version / CHECKSUMS).read_bytes()
    return {**parse_checksums(content), CHECKSUMS: digest(content)}


def parse_checksums(content: bytes) -> dict[str, str]:
    """SHA-256 of each file by its name, as a SHA256SUMS says it."""
    lines = (line.split("  ", 1) for line in content.decode().splitlines())
    return {name: sha256 for sha256, name in lines}


def pending(dataset: Path) -> str | None:
    """Version that the journal names, if it is whole; it is published but for the link. None where there is none."""
    journal = dataset / JOURNAL
    number = journal.read_text() if journal.exists() else ""
    return number if number and (dataset / number).is_dir() and not broken_files(dataset / number) else None


def broken_files(version: Path) -> list[tuple[str, Path]]:
    """Pairs of what is wrong (id of a phrase) and the file it is wrong with."""
    if not (version / CHECKSUMS).exists():
        return [("broken.version", version)]
    promised = checksums(version)
    there = {path.name for path in version.iterdir()}
    missing = [("broken.missing", version / name) for name in promised if name not in there]
    extra = [("broken.extra", version / name) for name in sorted(there - promised.keys())]
    return missing + extra + [("broken.file", version / name) for name in _altered(version, promised, there)]


def _altered(version: Path, promised: dict[str, str], there: set[str]) -> list[str]:
    return [name for name in promised if name in there and digest_of(version / name) != promised[name]]


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in lower-case hexadecimal, whatever its size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
