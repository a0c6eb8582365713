"""Datasets to what their sheets of a template already bring: rows that are owed, and what is carried from before."""

from collections.abc import Sequence
from pathlib import Path

from apertura.feedback.template import Filling
from apertura.feedback.template.starting_rows import Row, starting_rows
from apertura.model.definition import Definitions
from apertura.storage import register
from apertura.validation.as_rows import as_rows
from apertura.validation.earlier import periods_before


def fillings(root: Path, garante: str, period: str, datasets: Sequence[str], definitions: Definitions) -> list[Filling]:
    """Fill the sheet of each dataset as far as it can be."""
    return [Filling(name, _rows(root, garante, period, name, definitions)) for name in datasets]


def _rows(root: Path, garante: str, period: str, name: str, definitions: Definitions) -> tuple[Row, ...]:
    definition = definitions.datasets[name]
    before = _before(root, garante, period, name, definitions) if definition.carried else ()
    return starting_rows(definition, definitions, period, before)


def _before(root: Path, garante: str, period: str, name: str, definitions: Definitions) -> tuple[Row, ...]:
    for earlier in periods_before(period, definitions):
        for acceptance in register.acceptances(root, definitions.datasets[name], garante, earlier):
            return as_rows(acceptance.table)
    return ()
