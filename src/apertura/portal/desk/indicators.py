"""Published indicators to the figures of the latest period: of each body for a map, of each axis of the plan."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from apertura.model.definition import Definitions
from apertura.publication.folder.versions import LATEST
from apertura.release.files import data_file
from apertura.site.settings import Indicator, Settings, read_settings
from apertura.storage.layout import published

CLASSES = 5
"""Shades of the map: a fifth of the scale each."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Measures of one thing in its latest period, in per cent, in the order of the indicator; None where unknown."""

    period: str
    measures: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """An entity's place in the map, from 0; ``shade`` is 1 to CLASSES, 0 where there is no figure."""

    garante: str
    short: str
    name: str
    column: int
    row: int
    figures: Figures | None
    shade: int


def settings_of(schemas: Path) -> Settings:
    """Read what the site's settings say of indicators and of the map."""
    return _settings(schemas, (schemas / "sitio" / "sitio.yaml").stat().st_mtime_ns)


def indicator_of(settings: Settings, level: str) -> Indicator | None:
    """Find the indicator of a level; None where there is none."""
    return next((each for each in settings.indicators if each.level == level), None)


def figures_of(root: Path, indicator: Indicator) -> Mapping[str, Figures]:
    """Read the figures of everything at a level, by its id; none where the indicator is not published."""
    latest = published(root) / indicator.dataset / LATEST
    if not latest.exists():
        return {}
    rows = _rows(latest.resolve() / data_file(indicator.dataset))
    ordered = sorted(rows, key=lambda row: row[indicator.period])
    # the last of each counts
    return {
        row[indicator.key]: Figures(row[indicator.period], tuple(_number(row[name]) for name in indicator.measures))
        for row in ordered
    }


def tiles(definitions: Definitions, settings: Settings, figures: Mapping[str, Figures]) -> Iterator[Tile]:
    """Place each entity that has a place in the map, in their order.

    Of the bodies that an entity has had, the one with figures stands for it, or else the first.
    """
    rows = [row for row in definitions.catalogues["organismo"].rows if row["organismo_id"] in definitions.garantes]
    first = sorted(rows, key=lambda row: (row["cve_ent"], row["organismo_id"] not in figures))
    of_entity = {row["cve_ent"]: row for row in reversed(first)}
    for entity in sorted(of_entity.keys() & settings.tiles.keys()):
        row, (column, line) = of_entity[entity], settings.tiles[entity]
        mine = figures.get(row["organismo_id"])
        shade = _shade(mine.measures[0]) if mine else 0
        yield Tile(row["organismo_id"], row["clave_pnt"], row["entidad"], column - 1, line - 1, mine, shade)


def _shade(value: float | None) -> int:
    return 0 if value is None else min(int(value * CLASSES // 100), CLASSES - 1) + 1


def _number(text: str) -> float | None:
    return float(text) if text else None


@lru_cache(maxsize=1)
def _settings(schemas: Path, _written: int) -> Settings:
    return read_settings(schemas)


@lru_cache(maxsize=16)
def _rows(path: Path) -> tuple[Mapping[str, str], ...]:
    # a version never changes once it is published
    return tuple(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
