"""Foreign keys of a schema to what they name that no catalogue has."""

from collections.abc import Iterator

from apertura.definitions.catalogues import Catalogues
from apertura.definitions.read_document import Document, Keys
from apertura.definitions.table_shape import TableShape


def reference_problems(document: Document, keys: Keys, shape: TableShape, catalogues: Catalogues) -> Iterator[str]:
    """Say which foreign keys of the schema at ``keys`` name an unknown catalogue or an unknown field of one."""
    for index, foreign in enumerate(shape.foreign_keys):
        at = (*keys, "foreignKeys", index, "reference")
        name = foreign.reference.resource
        if catalogues.in_doubt(name):
            continue
        if name not in catalogues.shelved:
            yield document.problem((*at, "resource"), f"la clave foránea apunta a un catálogo que no existe: «{name}»")
            continue
        for field in (field for field in foreign.reference.fields if field not in catalogues.shelved[name].names):
            sentence = f"la clave foránea apunta a un campo que el catálogo «{name}» no tiene: «{field}»"
            yield document.problem((*at, "fields"), sentence)
