"""The names and titles of a schema's fields to those that would be one and the same heading."""

from collections.abc import Iterator

from apertura.definitions.documents.read_document import Document
from apertura.model.definition import TableSchema
from apertura.model.text import fold


def heading_problems(document: Document, schema: TableSchema) -> Iterator[str]:
    """Say which fields share a heading: names and titles are headings, compared without accents, case or blanks."""
    owners: dict[str, str] = {}
    for index, field in enumerate(schema.fields):
        for key, heading in (("name", field.name), ("title", field.title)):
            owner = owners.setdefault(fold(heading), field.name)
            if owner != field.name:
                sentence = f"campo «{field.name}»: el encabezado «{heading}» ya es del campo «{owner}»"
                yield document.problem(("fields", index, key), sentence)
