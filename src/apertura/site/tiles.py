"""The latest figure of each body to a map of equal tiles, one per entity."""

from dataclasses import dataclass

from apertura.site.published import Row
from apertura.site.view import View

CLASSES = 5
"""Shades of the map: a fifth of the scale each."""


@dataclass(frozen=True, slots=True)
class Tile:
    """``shade`` is 1 to CLASSES, 0 where there is no figure."""

    garante: Row
    column: int
    row: int
    value: float | None
    shade: int


def tiles(view: View) -> tuple[Tile, ...]:
    """Place each body that has an entity with a place in the map, in the order of their entities."""
    latest = {key: figures.latest for key, (figures, _) in view.progress["garante"].items()}
    placed = (row for row in view.garantes if row["cve_ent"] in view.settings.tiles)
    return tuple(
        Tile(row, column, line, value, _shade(value))
        for row in sorted(placed, key=lambda row: row["cve_ent"])
        for column, line in [view.settings.tiles[row["cve_ent"]]]
        for value in [latest.get(row["organismo_id"])]
    )


def _shade(value: float | None) -> int:
    return 0 if value is None else min(int(value * CLASSES // 100), CLASSES - 1) + 1
