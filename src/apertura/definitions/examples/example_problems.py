"""The examples of a dataset to those that do not show what they are there to show."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.attempt import attempt
from apertura.definitions.documents.foreign_problems import dangling_problems, foreign_problems
from apertura.definitions.documents.read_document import Document, Keys, read_document
from apertura.definitions.documents.read_sheet import Record
from apertura.definitions.examples.example_rows import example_rows
from apertura.definitions.examples.frictionless_opinion import frictionless_opinion
from apertura.model.definition import TableSchema


def example_problems(
    root: Path, name: str, schemas: Mapping[str, TableSchema], catalogues: Catalogues
) -> Iterator[str]:
    """Say which examples of fields, and which rows of ``valido.csv``, Frictionless does not accept.

    The valid examples of all datasets go together: what one of them names of another is in that one's.
    """
    schema = schemas[name]
    names = [field.name for field in schema.fields]
    if wrong := tuple(_field_problems(read_document(root, f"{name}/table.schema.json"), schema)):
        # a schema that Frictionless refuses judges no file
        yield from wrong
        return
    valid, problems = attempt(partial(example_rows, root, f"{name}/examples/valido.csv", names))
    yield from problems
    yield from frictionless_problems(schema.descriptor, valid or ())
    for foreign in schema.foreign_keys:
        yield from foreign_problems(foreign, valid or (), catalogues)
        if foreign.resource in schemas:
            named, fields = f"{foreign.resource}/examples/valido.csv", schemas[foreign.resource].fields
            parents, _ = attempt(partial(example_rows, root, named, [field.name for field in fields]))
            yield from dangling_problems(foreign, valid or (), parents or (), named)


def frictionless_problems(descriptor: Mapping[str, object], records: Sequence[Record]) -> Iterator[str]:
    """Say what Frictionless objects to in records that should all be valid, each at its own line."""
    for objection in frictionless_opinion(descriptor, records):
        what = f"«{objection.field}»" if objection.field else "la fila"
        yield (objection.record or records[0]).problem(f"Frictionless no acepta {what} ({objection.note})")


def _field_problems(document: Document, schema: TableSchema) -> Iterator[str]:
    """Ask about a row made of the examples of all fields, then about the schema with its examples inside."""
    names = [field.name for field in schema.fields]
    examples = Record(document.path, 1, {field.name: field.example or "" for field in schema.fields})
    fields = [{key: value for key, value in field.descriptor.items() if key != "example"} for field in schema.fields]
    without = {**schema.descriptor, "fields": fields}
    for objection in frictionless_opinion(without, [examples]) or frictionless_opinion(schema.descriptor, [examples]):
        keys: Keys = ("fields", names.index(objection.field), "example") if objection.field else ()
        yield document.problem(keys, f"Frictionless no acepta el ejemplo ({objection.note})")
