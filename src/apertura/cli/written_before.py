"""A file that somebody filled, an older template above all, to its rows as text, by dataset."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from apertura.cli.clock import now
from apertura.errors import UsageError
from apertura.feedback.phrases import phrases
from apertura.feedback.template.starting_rows import Row
from apertura.intake.intake import intake
from apertura.isolation import isolated
from apertura.model.definition import Definitions
from apertura.model.submission import Submission
from apertura.model.table import ROW


def written_before(file: Path, garante: str, period: str, definitions: Definitions) -> Mapping[str, Sequence[Row]]:
    """Read the tables of a file as it would be read if it were handed in; UsageError where there is none."""
    content = file.read_bytes()
    submission = Submission(
        garante, period, file.name, hashlib.sha256(content).hexdigest(), len(content), now(), "plantilla"
    )
    with isolated() as read:
        found = intake(content, submission, definitions, tuple(definitions.datasets), read)
    if not found.tables:
        raise UsageError(phrases("es", "plantilla").say("from.nothing", file=file.name))
    return {table.dataset: pl.DataFrame(table.values).drop(ROW).rows(named=True) for table, _ in found.tables}
