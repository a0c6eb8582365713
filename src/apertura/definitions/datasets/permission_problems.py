"""The permissions of a ``dataset.yaml`` to what in them names no field of text, or is said twice."""

from collections.abc import Iterator, Sequence

from apertura.definitions.datasets.dataset_shape import PermissionShape
from apertura.definitions.documents.read_document import Document
from apertura.model.definition import TableSchema


def permission_problems(
    document: Document, shapes: Sequence[PermissionShape], schema: TableSchema | None
) -> Iterator[str]:
    """Say which permissions name a field that is not there or holds no text, or a kind already permitted in it.

    Without a schema, whose own file is wrong, its fields wait.
    """
    types = {} if schema is None else {field.name: field.type for field in schema.fields}
    permitted: set[tuple[str, str]] = set()
    for index, shape in enumerate(shapes):
        keys = ("personal_data", index)
        if schema is not None and shape.field not in types:
            yield document.problem((*keys, "field"), f"«personal_data» nombra un campo que no existe: «{shape.field}»")
        elif schema is not None and types[shape.field] != "string":
            yield document.problem(
                (*keys, "field"), f"el campo «{shape.field}» no es de texto: no puede llevar un dato personal"
            )
        for place, kind in enumerate(shape.kinds):
            if (shape.field, kind) in permitted:
                yield document.problem((*keys, "kinds", place), f"«{kind}» está repetido para el campo «{shape.field}»")
            permitted.add((shape.field, kind))
