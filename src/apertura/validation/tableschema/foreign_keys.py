"""Typed columns, and rows that they may name, to the rows whose reference does not exist."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache

import polars as pl

from apertura.model.definition import Catalogue, Field, ForeignKey, TableSchema
from apertura.model.suggestion import Suggestion
from apertura.validation.suggest import nearest_each
from apertura.validation.tableschema.cells import Cells, read_cells
from apertura.validation.tableschema.fault import Fault

# no field is named by a number
_PLACES = [str(place) for place in range(100)]


def check_foreign_keys(
    schema: TableSchema,
    cells: Mapping[str, Cells],
    catalogues: Mapping[str, Catalogue],
    texts: pl.DataFrame,
    absent: Set[str],
) -> Iterator[Fault]:
    """Find the rows that name something that its catalogue does not have.

    Typed values are compared, the catalogue read as the referring fields are. A row whose key is all missing refers to
    nothing; a key missing in part is looked up as it stands. Keys over ``absent`` fields are not checked.
    """
    for key in schema.foreign_keys:
        if key.resource in catalogues and not absent & set(key.fields):
            yield from _unlisted(schema, key, cells, catalogues[key.resource], texts)


def lost(named: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
    """Indexes of the rows of ``named`` that ``known`` lacks; columns are paired by position, whatever their names."""
    if named.width == 1 and {*named.dtypes, *known.dtypes} == {pl.String}:
        text = named.to_series()
        return (text.is_not_null() & ~text.is_in(known.to_series().implode())).arg_true()
    named, known = (frame.rename(dict(zip(frame.columns, _PLACES, strict=False))) for frame in (named, known))
    if named.schema != known.schema:
        named, known = named.cast(pl.String), known.cast(pl.String)
    full = named.with_row_index("index").filter(~pl.all_horizontal(pl.exclude("index").is_null()))
    return full.join(known, on=known.columns, how="anti", nulls_equal=True, maintain_order="left")["index"]


def referring(key: ForeignKey, cells: Mapping[str, Cells]) -> pl.DataFrame:
    """Columns of what the rows name, typed, in the key's order."""
    return pl.DataFrame({name: cells[name].key for name in key.fields})


def written(texts: pl.DataFrame, field: str, indexes: pl.Series) -> Sequence[str]:
    """Each text of a field in some rows, once."""
    return texts[field].gather(indexes).unique(maintain_order=True).drop_nulls().to_list()


def _unlisted(
    schema: TableSchema, key: ForeignKey, cells: Mapping[str, Cells], catalogue: Catalogue, texts: pl.DataFrame
) -> Iterator[Fault]:
    indexes = lost(referring(key, cells), _known(schema, key, catalogue))
    suggestions = dict[str, Suggestion]()
    if len(indexes) and len(key.fields) == 1:
        suggestions = nearest_each(written(texts, key.fields[0], indexes), _written_as(catalogue, key.reference[0]))
    for index in indexes:
        suggestion = suggestions.get(texts[key.fields[0]][index])
        yield Fault(index, key.fields, "foreign-key", {"catalogo": catalogue.title}, suggestion)


@lru_cache(maxsize=256)
def _known(schema: TableSchema, key: ForeignKey, catalogue: Catalogue) -> pl.DataFrame:
    fields = tuple(_bare(schema.field(name)) for name in key.fields)
    columns = {
        field.name: [row[name] or None for row in catalogue.rows]
        for field, name in zip(fields, key.reference, strict=True)
    }
    reading = replace(schema, fields=fields, descriptor={})
    read = read_cells(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), reading, ())
    return pl.DataFrame({field.name: read[field.name].key for field in fields}).unique()


def _bare(field: Field) -> Field:
    descriptor = {name: value for name, value in field.descriptor.items() if name != "constraints"}
    return replace(field, constraints={}, descriptor=descriptor)


def _written_as(catalogue: Catalogue, reference: str) -> dict[str, str]:
    """Key by key, and by what only one row says in another column: its name, its acronym; a bare number is no name."""
    options = {row[reference]: row[reference] for row in catalogue.rows}
    owners: dict[str, set[str]] = {}
    for row in catalogue.rows:
        for text in row.values():
            owners.setdefault(text, set()).add(row[reference])
    names = {text: next(iter(keys)) for text, keys in owners.items() if len(keys) == 1 and re.search(r"[^\W\d_]", text)}
    return {**names, **options}
