"""A ``dataset.yaml`` to what it names that no catalogue or field has."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.datasets.dataset_shape import DatasetShape
from apertura.definitions.documents.read_document import Document, Keys
from apertura.model.definition import TableSchema


class Described(Protocol):
    """What a ``dataset.yaml`` of either kind says to describe its dataset."""

    themes: list[str]
    keywords: list[str]
    licence: str
    cadence: str


def dataset_problems(
    document: Document, shape: DatasetShape, schema: TableSchema | None, catalogues: Catalogues
) -> Iterator[str]:
    """Say what is named and unknown, or named twice. Without a schema, whose own file is wrong, its fields wait."""
    for keys, values, catalogue, field in (
        (("plan_lines",), shape.plan_lines, "linea_accion", "linea_accion_id"),
        (("expected", "kinds"), shape.expected.kinds, "organismo", "tipo"),
        (("expected", "periods"), shape.expected.periods, "periodo", "periodo_id"),
    ):
        yield from _listed(document, keys, values, catalogue, field, catalogues)
    yield from description_problems(document, shape, catalogues)
    names = shape.context if schema is None else {field.name for field in schema.fields}
    for name in (name for name in shape.context if name not in names):
        yield document.problem(("context", name), f"«context» nombra un campo que no existe: «{name}»")


def description_problems(document: Document, shape: Described, catalogues: Catalogues) -> Iterator[str]:
    """Say which themes, licence and cadence no catalogue has, and which themes and keywords are named twice."""
    yield from _listed(document, ("themes",), shape.themes, "tema", "clave", catalogues)
    yield from twice(document, ("keywords",), shape.keywords)
    for key, value, catalogue in (("licence", shape.licence, "licencia"), ("cadence", shape.cadence, "frecuencia")):
        if not catalogues.has(catalogue, "clave", value):
            yield document.problem((key,), _unknown(value, catalogue, "clave"))


def twice(document: Document, keys: Keys, values: Sequence[str]) -> Iterator[str]:
    """Say which values of a list are there again."""
    for index, value in enumerate(values):
        if value in values[:index]:
            yield document.problem((*keys, index), f"«{value}» está repetido")


def _listed(
    document: Document, keys: Keys, values: Sequence[str], catalogue: str, field: str, catalogues: Catalogues
) -> Iterator[str]:
    yield from twice(document, keys, values)
    for index, value in enumerate(values):
        if not catalogues.has(catalogue, field, value):
            yield document.problem((*keys, index), _unknown(value, catalogue, field))


def _unknown(value: str, catalogue: str, field: str) -> str:
    return f"«{value}» no está en «{field}» del catálogo «{catalogue}»"
