"""What a ``dataset.yaml`` says of its template to what in it no field has, or would carry rows without their key."""

from collections.abc import Iterator

from apertura.definitions.datasets.dataset_problems import twice
from apertura.definitions.datasets.dataset_shape import DatasetShape
from apertura.definitions.documents.read_document import Document
from apertura.model.definition import TableSchema

_KEYS = ("template", "carried")


def template_problems(document: Document, shape: DatasetShape, schema: TableSchema | None) -> Iterator[str]:
    """Say which carried fields are not there, are filled by the submission, or are said twice.

    Where the table does not owe its rows one by one, these are the rows carried, and need the whole of their key.
    Without a schema, whose own file is wrong, all waits.
    """
    if shape.template is None or schema is None:
        return
    carried = shape.template.carried
    names = {field.name for field in schema.fields}
    yield from twice(document, _KEYS, carried)
    for index, name in enumerate(carried):
        if name not in names:
            yield document.problem((*_KEYS, index), f"nombra un campo que no existe: «{name}»")
        elif name in shape.context:
            yield document.problem((*_KEYS, index), f"«{name}» lo pone la entrega: no se trae del periodo anterior")
    key = [name for name in schema.primary_key if name not in shape.context and name not in carried]
    if shape.expected.rows is None and key:
        lacking = ", ".join(f"«{name}»" for name in key)
        yield document.problem(_KEYS, f"para traer filas del periodo anterior hace falta su llave completa: {lacking}")
