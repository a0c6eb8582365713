"""Typed columns and catalogues to the rows whose reference does not exist."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

import polars as pl

from apertura.model.definition import Catalogue, Field, ForeignKey, TableSchema
from apertura.validation.suggest import nearest_each
from apertura.validation.tableschema.cells import Cells, read_cells
from apertura.validation.tableschema.fault import Fault


def check_foreign_keys(
    schema: TableSchema,
    cells: Mapping[str, Cells],
    catalogues: Mapping[str, Catalogue],
    texts: pl.DataFrame,
    absent: Set[str],
) -> Iterator[Fault]:
    """Find the rows that name something no catalogue has.

    Typed values are compared, the catalogue read as the referring fields are. A row whose key is all missing refers to
    nothing; a key missing in part is looked up as it stands. Keys over ``absent`` fields are not checked.
    """
    for key in schema.foreign_keys:
        if not absent & set(key.fields):
            yield from _dangling(schema, key, cells, catalogues[key.catalogue], texts)


def _dangling(
    schema: TableSchema, key: ForeignKey, cells: Mapping[str, Cells], catalogue: Catalogue, texts: pl.DataFrame
) -> Iterator[Fault]:
    referring = pl.DataFrame({str(position): cells[name].key for position, name in enumerate(key.fields)})
    known = _known(schema, key, catalogue)
    if referring.schema != known.schema:
        referring, known = referring.cast(pl.String), known.cast(pl.String)
    named = referring.with_row_index("index").filter(~pl.all_horizontal(pl.exclude("index").is_null()))
    lost = named.join(known, on=known.columns, how="anti", nulls_equal=True, maintain_order="left")["index"]
    suggestions = _suggestions(key, catalogue, texts, lost) if len(lost) else {}
    for index in lost:
        written = texts[key.fields[0]][index]
        yield Fault(index, key.fields, "foreign-key", {"catalogo": catalogue.title}, suggestions.get(written))


def _known(schema: TableSchema, key: ForeignKey, catalogue: Catalogue) -> pl.DataFrame:
    fields = tuple(_bare(schema.field(name)) for name in key.fields)
    columns = {
        field.name: [row[name] or None for row in catalogue.rows]
        for field, name in zip(fields, key.reference, strict=True)
    }
    reading = replace(schema, fields=fields, descriptor={})
    read = read_cells(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), reading, ())
    return pl.DataFrame({str(position): read[field.name].key for position, field in enumerate(fields)})


def _bare(field: Field) -> Field:
    descriptor = {name: value for name, value in field.descriptor.items() if name != "constraints"}
    return replace(field, constraints={}, descriptor=descriptor)


def _suggestions(key: ForeignKey, catalogue: Catalogue, texts: pl.DataFrame, lost: pl.Series) -> dict[str, str]:
    if len(key.fields) > 1:
        return {}
    written = texts[key.fields[0]].gather(lost).unique(maintain_order=True).to_list()
    return nearest_each(written, _written_as(catalogue, key.reference[0]))


def _written_as(catalogue: Catalogue, reference: str) -> dict[str, str]:
    """Key by key, and by what only one row says in another column: its name, its acronym; a bare number is no name."""
    options = {row[reference]: row[reference] for row in catalogue.rows}
    owners: dict[str, set[str]] = {}
    for row in catalogue.rows:
        for text in row.values():
            owners.setdefault(text, set()).add(row[reference])
    names = {text: next(iter(keys)) for text, keys in owners.items() if len(keys) == 1 and re.search(r"[^\W\d_]", text)}
    return {**names, **options}
