"""Corrections that were accepted to their record, and what was handed in back to the corrections in it."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from apertura.durable import write_file
from apertura.model.submission import Submission
from apertura.storage import layout

Row = Mapping[str, str]
"""A correction as it is on record: the columns of ``feedback.repair.log``."""


def keep(root: Path, whose: tuple[str, str], hashes: tuple[str, str], record: bytes) -> None:
    """Keep the record of the corrections of one file, known by its SHA-256 before and after.

    What was accepted before stays as it is on record: who makes the same corrections again accepts nothing new.
    """
    before, after = map(layout.short, hashes)
    place = layout.corrections(root) / "/".join(whose) / f"{before}-{after}.csv"
    if not place.exists():
        write_file(place, record)


def behind(root: Path, submission: Submission) -> tuple[Row, ...]:
    """List the corrections that a file was made by, those of the files it was made from too, the latest first."""
    folder = layout.corrections(root) / submission.garante / submission.period
    return tuple(_leading_to(folder, submission.sha256)) if folder.is_dir() else ()


def every(root: Path) -> tuple[Row, ...]:
    """Read all corrections that were accepted, the newest first."""
    rows = [row for record in layout.corrections(root).glob("*/*/[!.]*.csv") for row in _rows(record)]
    return tuple(sorted(rows, key=lambda row: row["aceptada"], reverse=True))


def _leading_to(folder: Path, sha256: str) -> Iterator[Row]:
    files, seen = [sha256], {sha256}
    for after in files:
        for record in sorted(folder.glob(f"*-{layout.short(after)}.csv")):
            rows = [row for row in _rows(record) if row["sha256_despues"] == after]
            yield from rows
            earlier = {row["sha256_antes"] for row in rows} - seen
            seen |= earlier
            files += sorted(earlier)


def _rows(record: Path) -> list[dict[str, str]]:
    with record.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
