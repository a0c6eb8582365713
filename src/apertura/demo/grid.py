"""A table as it will stand in a sheet: headings and cells, before any style."""

from dataclasses import dataclass

from apertura.demo.profile import Scalar


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of a sheet's table.

    ``fields`` (None: of no field) is parallel to ``headings`` and to each row; ``lines``, the line of action of each
    row, is parallel to ``rows``.
    """

    fields: tuple[str | None, ...]
    headings: tuple[str, ...]
    lines: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]
