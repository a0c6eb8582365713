"""Submission to the version of a dataset in which its rows stand published."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from apertura.model.submission import Submission
from apertura.model.version import VersionNumber
from apertura.publication.folder.versions import checksums, versions
from apertura.release.files import CHECKSUMS, LINEAGE


@dataclass(frozen=True, slots=True)
class Place:
    """A version, and the SHA-256 of its SHA256SUMS, which stands for all of its files."""

    number: VersionNumber
    sha256: str


def standing(root: Path, dataset: str, submission: Submission) -> Place | None:
    """Find the first version with rows of a submission; None where none has."""
    for number in versions(root / dataset):
        folder = root / dataset / str(number)
        if _has(folder / LINEAGE, submission):
            return Place(number, checksums(folder)[CHECKSUMS])
    return None


def _has(lineage: Path, submission: Submission) -> bool:
    content = lineage.read_text(encoding="utf-8")
    wanted = (submission.sha256, submission.garante, submission.period)
    if submission.sha256 not in content:
        return False
    rows = csv.DictReader(io.StringIO(content))
    return any((row["archivo_sha256"], row["entrega_garante"], row["entrega_periodo"]) == wanted for row in rows)
