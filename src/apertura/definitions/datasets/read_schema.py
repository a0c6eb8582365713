"""``table.schema.json`` of a dataset to its TableSchema."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.datasets.heading_problems import heading_problems
from apertura.definitions.datasets.reference_problems import reference_problems
from apertura.definitions.datasets.table_schema import table_problems, table_schema
from apertura.definitions.datasets.table_shape import TableShape
from apertura.definitions.datasets.vocabulary_problems import vocabulary_problems
from apertura.definitions.documents.check_shape import check_shape
from apertura.definitions.documents.read_document import Document, read_document
from apertura.errors import DefinitionError
from apertura.model.definition import TableSchema


def read_schema(root: Path, path: str, catalogues: Catalogues, datasets: Collection[str]) -> TableSchema:
    """Read ``root / path``; DefinitionError with all that is wrong. ``datasets`` are those that its keys may name."""
    document = read_document(root, path)
    shape = check_shape(document, TableShape)
    descriptor: Any = document.value
    schema = table_schema(descriptor, shape)
    problems = (
        *table_problems(document, (), schema),
        *_missing_examples(document, schema),
        *heading_problems(document, schema),
        *vocabulary_problems(document, schema, catalogues),
        *reference_problems(document, (), shape, catalogues, datasets),
    )
    if problems:
        raise DefinitionError(problems)
    return schema


def _missing_examples(document: Document, schema: TableSchema) -> Iterator[str]:
    for index, field in enumerate(schema.fields):
        if field.example is None:
            yield document.problem(("fields", index), f"campo «{field.name}»: falta la clave «example»")
