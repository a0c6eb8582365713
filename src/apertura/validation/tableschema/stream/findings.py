"""A file and a schema to everything that is wrong with it, batch by batch."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.errors import UnreadableTableError
from apertura.model.definition import TableSchema
from apertura.validation.tableschema.read_schema import unique_keys
from apertura.validation.tableschema.scan.batch import Batch, Progress, Table
from apertura.validation.tableschema.stream.cells import Reader, faults, readers
from apertura.validation.tableschema.stream.columns import questions
from apertura.validation.tableschema.stream.columns import values as valued
from apertura.validation.tableschema.stream.expected import Expected, Header, read_header
from apertura.validation.tableschema.stream.held import held
from apertura.validation.tableschema.stream.key_texts import KeyColumn, key_column, read_keys, typed
from apertura.validation.tableschema.stream.references import Reference, reference
from apertura.validation.tableschema.stream.repeats import Key, Repeats
from apertura.validation.tableschema.stream.report import Cause, Found, Gone
from apertura.validation.tableschema.stream.scratch import Scratch


@dataclass(frozen=True, slots=True)
class Target:
    """A table that foreign keys name, and its schema."""

    table: Table
    schema: TableSchema


def findings(
    table: Table,
    schema: TableSchema,
    header: Header,
    targets: Mapping[str, Target],
    progress: Progress,
    *,
    values: bool = False,
    scratch: Scratch | None = None,
) -> Iterator[Found | Gone]:
    """Find everything, in no order that matters; after the findings of each batch, the records it had.

    With ``values``, also the values of the records, as long as nothing was found. Keys of more records than ``scratch``
    lets memory hold are compared on disk.
    """
    yield from header.found
    if header.columns is None:
        return
    columns = header.columns
    read = readers(columns)
    keys = [Repeats(key, scratch) for key in _keys(schema, columns)]
    references = _references(schema, columns, Target(table, schema), targets, scratch)
    asked = [*questions(columns), *typed(_wanted(keys, references)), *(valued(columns) if values else ())]
    total = 0
    sound = values and not header.found
    for batch in table.batches([column.place for column in columns], progress):
        answers = batch.cells.lazy().select(asked).collect()
        found = [*faults(batch, columns, answers, read), *_keyed(batch, answers, keys, references, read)]
        yield from found
        total += batch.cells.height
        sound = sound and not found
        yield Gone(batch.cells.height, held(batch, columns, answers, read) if sound else None)
    if not total and not table.labels:
        yield Found(Cause("source-error", note="the source is empty"), pl.Series([None], dtype=pl.UInt64()))
    for repeats in keys:
        yield from repeats.found(lambda names: _again(table, columns, names))
    for named in references:
        yield from named.found()


def _keyed(
    batch: Batch,
    answers: pl.DataFrame,
    keys: Sequence[Repeats],
    references: Sequence[Reference],
    read: Mapping[str, Reader],
) -> Iterator[Found]:
    rows = pl.int_range(batch.first, batch.first + batch.cells.height, dtype=pl.UInt64(), eager=True)
    fields = {column.field.name: column for repeats in keys for column in repeats.key.fields}
    values = {name: key_column(column, batch, answers, read[name]) for name, column in fields.items()}
    for repeats in keys:
        yield from repeats.add(rows, values)
    for named in references:
        yield from named.lost(rows, batch, answers, read)


def _keys(schema: TableSchema, columns: Sequence[Expected]) -> Iterator[Key]:
    by_name = {column.field.name: column for column in columns}
    for column in columns:
        if column.field.constraints.get("unique"):
            yield Key((column,), Cause("unique-error", column.field.name, column.number))
    if schema.primary_key and by_name.keys() >= set(schema.primary_key):
        yield Key(tuple(by_name[name] for name in schema.primary_key), Cause("primary-key"), null=True)
    for names in unique_keys(schema):
        if by_name.keys() >= set(names):
            yield Key(tuple(by_name[name] for name in names), Cause("unique-key", constraint=", ".join(names)))


def _references(
    schema: TableSchema,
    columns: Sequence[Expected],
    own: Target,
    targets: Mapping[str, Target],
    scratch: Scratch | None,
) -> list[Reference]:
    by_name = {column.field.name: column for column in columns}
    found = []
    for key in schema.foreign_keys:
        if not by_name.keys() >= set(key.fields):
            continue
        target = own if not key.resource else targets.get(key.resource)
        if target is None:
            raise UnreadableTableError(
                f"El esquema nombra la tabla «{key.resource}» en una clave foránea. Diga dónde está con "
                f"--tabla {key.resource}=ARCHIVO."
            )
        header = read_header(target.table, target.schema)
        fields = tuple(by_name[name] for name in key.fields)
        found.append(reference(key, fields, target.table, header.columns or (), scratch))
    return found


def _wanted(keys: Sequence[Repeats], references: Sequence[Reference]) -> list[Expected]:
    """Fields whose typed values some key compares, each once."""
    named = [column for repeats in keys for column in repeats.key.fields]
    named += [column for found in references for column in found.fields]
    return list({column.field.name: column for column in named}.values())


def _again(
    table: Table, columns: Sequence[Expected], names: Sequence[str]
) -> Iterator[tuple[pl.Series, Mapping[str, KeyColumn]]]:
    """Read the file again for the key values of some fields."""
    chosen = {column.field.name: column for column in columns if column.field.name in names}
    read = readers(list(chosen.values()))
    for batch, answers in read_keys(table, columns, names):
        rows = pl.int_range(batch.first, batch.first + batch.cells.height, dtype=pl.UInt64(), eager=True)
        yield rows, {name: key_column(column, batch, answers, read[name]) for name, column in chosen.items()}
