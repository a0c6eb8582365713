"""Definitions to what they say themselves, as relations that a query may name beside datasets and catalogues."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from apertura.definitions.datasets.owed import owed
from apertura.model.definition import Definitions

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: what it holds, in words, its columns, all text, and those of them that tell a row."""

    title: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: Callable[[Definitions], Iterator[Row]]


def _datasets(definitions: Definitions) -> Iterator[Row]:
    for name, dataset in definitions.datasets.items():
        yield name, dataset.title, dataset.summary, dataset.cadence, dataset.licence.name


def _lines(definitions: Definitions) -> Iterator[Row]:
    for name, dataset in definitions.datasets.items():
        for line in dataset.plan_lines:
            yield line, name


def _owed(definitions: Definitions) -> Iterator[Row]:
    for name, dataset in definitions.datasets.items():
        for garante, period in sorted(owed(dataset, definitions)):
            yield name, garante, period


RELATIONS: Mapping[str, Relation] = {
    "_conjunto": Relation(
        "Conjuntos que se reciben, según sus fichas",
        ("conjunto", "titulo", "resumen", "cadencia", "licencia"),
        ("conjunto",),
        _datasets,
    ),
    "_linea_conjunto": Relation(
        "Líneas de acción que alimenta cada conjunto, según sus fichas",
        ("linea_accion_id", "conjunto"),
        ("linea_accion_id", "conjunto"),
        _lines,
    ),
    "_esperado": Relation(
        "Tablas que debe cada organismo en cada periodo, según las fichas y el catálogo de organismos",
        ("conjunto", "organismo_id", "periodo_id"),
        ("conjunto", "organismo_id", "periodo_id"),
        _owed,
    ),
}
"""By the name a query knows them by. No dataset and no catalogue is named so: theirs begin with a letter."""
