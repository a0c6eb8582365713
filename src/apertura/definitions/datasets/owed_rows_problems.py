"""What a ``dataset.yaml`` says of the rows that a table owes, to what in it no field or catalogue has."""

from collections.abc import Iterator

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.datasets.dataset_shape import OwedRowsShape
from apertura.definitions.documents.read_document import Document
from apertura.model.definition import TableSchema

_KEYS = ("expected", "rows")


def owed_rows_problems(
    document: Document, shape: OwedRowsShape | None, schema: TableSchema | None, catalogues: Catalogues
) -> Iterator[str]:
    """Say what is named and unknown. Without a schema, whose own file is wrong, its field waits."""
    if shape is None:
        return
    if schema is not None and shape.field not in {field.name for field in schema.fields}:
        yield document.problem((*_KEYS, "field"), f"nombra un campo que no existe: «{shape.field}»")
    if catalogues.in_doubt(shape.catalogue):
        return
    if shape.catalogue not in catalogues.shelved:
        yield document.problem((*_KEYS, "catalogue"), f"el catálogo no existe: «{shape.catalogue}»")
        return
    for key, name in (("key", shape.key), ("plan", shape.plan)):
        if name not in catalogues.shelved[shape.catalogue].names:
            sentence = f"nombra un campo que el catálogo «{shape.catalogue}» no tiene: «{name}»"
            yield document.problem((*_KEYS, key), sentence)
