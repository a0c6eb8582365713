"""What will stand in a sheet, before any style: a table's headings and cells, and the lines above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from apertura.demo.value import Scalar
from apertura.model.definition import TableSchema


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of a sheet's table.

    ``fields`` (None: of no field) is parallel to ``headings`` and to each row; ``marks``, how a mistake tells a row
    from the others, is parallel to ``rows``.
    """

    fields: tuple[str | None, ...]
    headings: tuple[str, ...]
    marks: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: a table under its title lines, and the schema it should follow."""

    name: str
    title: Sequence[str]
    schema: TableSchema
    grid: Grid
