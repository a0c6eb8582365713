"""Definitions to the spellings by which people name bodies and periods."""

from collections.abc import Iterator, Mapping

from apertura.intake.folding import folding
from apertura.model.definition import Definitions
from apertura.model.reporting import Period

_ORDINALS = {
    1: ("primer", "1er", "1.er", "1o", "1°"),
    2: ("segundo", "2do", "2.o", "2o", "2°"),
    3: ("tercer", "3er", "3.er", "3o", "3°"),
    4: ("cuarto", "4to", "4.o", "4o", "4°"),
}


def bodies(definitions: Definitions) -> Mapping[str, str]:
    """Give the id of each body by its folded alias or id."""
    return {folding(id_): id_ for id_ in definitions.garantes} | {
        folding(alias): id_ for alias, id_ in definitions.aliases.items()
    }


def periods(definitions: Definitions) -> Mapping[str, str]:
    """Give the id of each period by its folded id and, for a quarter, by the ways of writing it."""
    return {
        folding(spelling): id_
        for id_, period in definitions.periods.items()
        for spelling in (id_, *_quarter_spellings(period))
    }


def _quarter_spellings(period: Period) -> Iterator[str]:
    if period.start.month % 3 != 1 or period.end.month != period.start.month + 2 or period.start.day != 1:
        return
    quarter = period.start.month // 3 + 1
    yield from (f"T{quarter} {period.year}", f"T{quarter}-{period.year}", f"{period.year} T{quarter}")
    for ordinal in _ORDINALS[quarter]:
        for link in ("", "de ", "del "):
            yield f"{ordinal} trimestre {link}{period.year}"
