"""The rows of a catalogue to what in them breaks its own Table Schema."""

from collections.abc import Iterator, Sequence

from apertura.definitions.catalogues.shelf import Catalogues, Shelved
from apertura.definitions.documents.foreign_problems import foreign_problems
from apertura.definitions.documents.read_sheet import Record
from apertura.definitions.documents.repeated import repeated
from apertura.definitions.examples.refusal import refusal
from apertura.model.definition import Field


def row_problems(shelved: Shelved, catalogues: Catalogues) -> Iterator[str]:
    """Say which cells their field refuses, which keys are repeated, and which foreign keys point nowhere."""
    for field in shelved.schema.fields:
        yield from _cell_problems(field, shelved.records)
        if field.constraints.get("unique") is True:
            yield from _repeated_problems((field.name,), shelved.records)
    yield from _repeated_problems(shelved.schema.primary_key, shelved.records)
    for foreign in shelved.schema.foreign_keys:
        yield from foreign_problems(foreign, shelved.records, catalogues)


def _cell_problems(field: Field, records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        text = record.cells[field.name]
        if not text:
            if field.required:
                yield record.problem(f"falta el dato obligatorio «{field.name}»")
        elif reason := refusal(field, text):
            yield record.problem(f"«{text}» en «{field.name}» {reason}")


def _repeated_problems(fields: tuple[str, ...], records: Sequence[Record]) -> Iterator[str]:
    def key(record: Record) -> tuple[str, ...] | None:
        values = tuple(record.cells[field] for field in fields)
        return values if any(values) else None

    for record, first in repeated(records, key):
        shown = ", ".join(record.cells[field] for field in fields)
        yield record.problem(f"«{shown}» ({', '.join(fields)}) ya está en {first.path}:{first.line}")
