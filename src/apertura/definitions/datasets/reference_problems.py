"""Foreign keys of a schema to what they name that is neither a catalogue nor a dataset."""

from collections.abc import Collection, Iterator

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.datasets.table_shape import TableShape
from apertura.definitions.documents.read_document import Document, Keys


def reference_problems(
    document: Document, keys: Keys, shape: TableShape, catalogues: Catalogues, datasets: Collection[str] = ()
) -> Iterator[str]:
    """Say which foreign keys of the schema at ``keys`` name an unknown resource or an unknown field of a catalogue.

    What they ask of other ``datasets`` waits until all of them are read.
    """
    for index, foreign in enumerate(shape.foreign_keys):
        at = (*keys, "foreignKeys", index, "reference")
        name = foreign.reference.resource
        if catalogues.in_doubt(name) or name in datasets:
            continue
        if name not in catalogues.shelved:
            wanted = "un catálogo o conjunto" if datasets else "un catálogo"
            sentence = f"la clave foránea apunta a {wanted} que no existe: «{name}»"
            yield document.problem((*at, "resource"), sentence)
            continue
        for field in (field for field in foreign.reference.fields if field not in catalogues.shelved[name].names):
            sentence = f"la clave foránea apunta a un campo que el catálogo «{name}» no tiene: «{field}»"
            yield document.problem((*at, "fields"), sentence)
