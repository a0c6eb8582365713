"""The fields of a dataset to where their options are not the keys of a published vocabulary."""

from collections import Counter
from collections.abc import Iterator

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.read_document import Document, Keys
from apertura.model.definition import Field, TableSchema

_KEY = "clave"


def vocabulary_problems(document: Document, schema: TableSchema, catalogues: Catalogues) -> Iterator[str]:
    """Say which text fields have options of their own, or other than the keys of the catalogue they name.

    What a value may be is published with its meaning, in one place; the order of the options is free.
    """
    for index, field in enumerate(schema.fields):
        for below, sentence in _field_problems(field, catalogues):
            yield document.problem(("fields", index, *below), f"campo «{field.name}»: {sentence}")


def _field_problems(field: Field, catalogues: Catalogues) -> Iterator[tuple[Keys, str]]:
    options, name = field.constraints.get("enum"), field.vocabulary
    if name is None:
        if field.type == "string" and options is not None:
            yield ("constraints", "enum"), "tiene opciones y no dice en «apertura:catalogo» qué catálogo las publica"
    elif field.type != "string":
        yield ("apertura:catalogo",), f"«apertura:catalogo» no va con el tipo {field.type}"
    elif not isinstance(options, list):
        yield ("apertura:catalogo",), f"faltan sus opciones (enum), que son las claves del catálogo «{name}»"
    elif name in catalogues.shelved:
        yield from ((("constraints", "enum"), found) for found in _differences(options, name, catalogues))
    elif not catalogues.in_doubt(name):
        yield ("apertura:catalogo",), f"el catálogo no existe: «{name}»"


def _differences(options: list[str], name: str, catalogues: Catalogues) -> Iterator[str]:
    if _KEY not in catalogues.shelved[name].names:
        yield f"el catálogo «{name}» no tiene el campo «{_KEY}»"
        return
    keys = [record.cells[_KEY] for record in catalogues.records(name)]
    yield from (f"«{option}» no es una clave del catálogo «{name}»" for option in options if option not in keys)
    yield from (f"a sus opciones les falta «{key}», del catálogo «{name}»" for key in keys if key not in options)
    yield from (f"la opción «{option}» está repetida" for option, count in Counter(options).items() if count > 1)
