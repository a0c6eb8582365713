"""A file of ``examples/`` to its rows, of which there must be some."""

from collections.abc import Sequence
from pathlib import Path

from apertura.definitions.documents.read_sheet import Record, read_sheet
from apertura.definitions.documents.read_text import refused


def example_rows(root: Path, path: str, names: Sequence[str]) -> tuple[Record, ...]:
    """Read ``root / path``, whose header must be exactly ``names``; DefinitionError where it is wrong or has no row."""
    records = read_sheet(root, path, names)
    if not records:
        raise refused(path, 1, "no tiene ninguna fila")
    return records
