"""Field, dataset and period to what the cells of its column offer: words in force, and the keys they stand for."""

from collections.abc import Mapping
from dataclasses import dataclass

from apertura.definitions.catalogues.options import Options, label_of, options
from apertura.model.definition import DatasetDefinition, Definitions, Field
from apertura.model.reporting import Period

_NUMBERS = frozenset({"integer", "year"})


@dataclass(frozen=True)
class Offered:
    """A list of the template. ``rows`` are word, key and meaning of each option in force; ``words`` those of all keys.

    ``name`` is that of the list, after a catalogue; ``numbers``: the options are numbers, not text.
    """

    name: str
    title: str
    rows: tuple[tuple[str, str, str], ...]
    words: Mapping[str, str]
    numbers: bool

    @property
    def ranges(self) -> tuple[str, ...]:
        """Defined names that have what a cell may hold: the words and, where they are other, the keys."""
        plain = all(word == key for word, key, _ in self.rows)
        return (f"lista_{self.name}",) if plain else (f"lista_{self.name}", f"claves_{self.name}")


def offered(field: Field, definition: DatasetDefinition, definitions: Definitions, period: Period) -> Offered | None:
    """Find what a field's cells offer; None where anything may be written."""
    chosen = options(field, definition, definitions)
    if chosen is None:
        return None
    labels = chosen.labels
    return Offered(
        name=chosen.catalogue.name,
        title=chosen.catalogue.title,
        rows=tuple(
            (labels[row[chosen.key]], row[chosen.key], _meaning(row, chosen))
            for row in chosen.in_force(period, definitions)
        ),
        words=labels,
        numbers=field.type in _NUMBERS,
    )


def _meaning(row: Mapping[str, str], chosen: Options) -> str:
    said = row.get("definicion") or label_of(row) or row.get("nombre") or ""
    return "" if said in (row[chosen.key], chosen.labels[row[chosen.key]]) else said
