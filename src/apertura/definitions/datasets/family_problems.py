"""Datasets to what is wrong with the keys between them."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError
from pathlib import Path

from apertura.definitions.datasets.parents_first import parents_first
from apertura.definitions.documents.read_document import Keys, read_document
from apertura.model.definition import DatasetDefinition, ForeignKey, TableSchema


def family_problems(root: Path, datasets: Mapping[str, DatasetDefinition]) -> Iterator[str]:
    """Say which foreign keys name fields that another dataset lacks, that tell no row of it or are of another type.

    Fields that tell a row are those of its primary key, or one that is unique. Where each key is sound, none may lead
    back to where it came from.
    """
    problems = [
        _problem(root, name, index, below, sentence)
        for name, definition in datasets.items()
        for index, key in enumerate(definition.schema.foreign_keys)
        if key.resource in datasets
        for below, sentence in _key_problems(key, definition.schema, datasets[key.resource])
    ]
    yield from problems or _circle_problems(root, datasets)


def _key_problems(key: ForeignKey, schema: TableSchema, parent: DatasetDefinition) -> Iterator[tuple[Keys, str]]:
    fields = {field.name: field for field in parent.schema.fields}
    telling = {*parent.schema.primary_key, *(name for name in fields if fields[name].constraints.get("unique") is True)}
    for name, referred in zip(key.fields, key.reference, strict=True):
        if referred not in fields:
            sentence = f"la clave foránea apunta a un campo que el conjunto «{parent.name}» no tiene: «{referred}»"
            yield ("fields",), sentence
            continue
        if referred not in telling:
            sentence = (
                f"«{referred}» no es parte de la clave primaria del conjunto «{parent.name}» ni es único (unique)"
            )
            yield ("fields",), sentence
        if (own := schema.field(name).type) != (other := fields[referred].type):
            yield (), f"«{name}» es de tipo {own} y «{referred}», del conjunto «{parent.name}», de tipo {other}"
    if len({schema.field(name).required for name in key.fields}) > 1:
        # a key missing in part names no row, and would return the table
        yield (), "unos campos de la clave foránea son obligatorios (required) y otros no"


def _circle_problems(root: Path, datasets: Mapping[str, DatasetDefinition]) -> Iterator[str]:
    try:
        parents_first(datasets)
    except CycleError as error:
        # each name of the circle is a parent of the next
        *_, parent, child = circle = error.args[1]
        keys = datasets[child].schema.foreign_keys
        index = next(index for index, key in enumerate(keys) if key.resource == parent)
        way = " → ".join(f"«{name}»" for name in reversed(circle))
        yield _problem(root, child, index, ("resource",), f"las claves foráneas dan la vuelta: {way}")


def _problem(root: Path, name: str, index: int, below: Keys, sentence: str) -> str:
    document = read_document(root, f"{name}/table.schema.json")
    return document.problem(("foreignKeys", index, "reference", *below), sentence)
