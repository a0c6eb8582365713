"""Typed columns to the rows that name a row of another dataset that is not there."""

from collections.abc import Iterator, Mapping, Set

import polars as pl

from apertura.model.definition import DatasetDefinition, Definitions, ForeignKey
from apertura.model.suggestion import Suggestion
from apertura.validation.key_columns import key_columns
from apertura.validation.known_rows import Named
from apertura.validation.suggest import nearest_each
from apertura.validation.tableschema.cells import Cells
from apertura.validation.tableschema.fault import Fault
from apertura.validation.tableschema.foreign_keys import lost, referring, written


def check_named_rows(
    definition: DatasetDefinition,
    definitions: Definitions,
    known: Mapping[str, Named],
    cells: Mapping[str, Cells],
    texts: pl.DataFrame,
    absent: Set[str],
) -> Iterator[Fault]:
    """Find the rows that name a row of another dataset that ``known`` does not have, as for catalogues.

    Where nothing is known of a dataset that some row names, that is told, once. Keys over ``absent`` fields are not
    checked. The text at fault is that of the fields that the submission itself does not fill.
    """
    for key in definition.schema.foreign_keys:
        if key.resource not in definitions.datasets or absent & set(key.fields):
            continue
        title = definitions.datasets[key.resource].title
        about = tuple(name for name in key.fields if name not in definition.context) or key.fields
        if key.resource in known:
            yield from _dangling(key, about, title, known[key.resource], cells, texts)
        elif texts.select(pl.any_horizontal(pl.col(list(about)).is_not_null().any())).item():
            yield Fault(None, about, "claves-sin-comparar", {"catalogo": title})


def _dangling(
    key: ForeignKey,
    about: tuple[str, ...],
    title: str,
    known: Named,
    cells: Mapping[str, Cells],
    texts: pl.DataFrame,
) -> Iterator[Fault]:
    naming = referring(key, cells)
    indexes = lost(naming, key_columns(known.accepted, key.reference))
    if indexes.is_empty():
        return
    returned = set(indexes) - set(_lost_too(key, naming, known))
    suggestions = _suggestions(key, about, known, texts, indexes)
    for index in indexes:
        if index in returned:
            yield Fault(index, about, "fila-en-tabla-devuelta", {"catalogo": title})
        else:
            suggestion = suggestions.get(texts[about[0]][index])
            yield Fault(index, about, "foreign-key-dataset", {"catalogo": title}, suggestion)


def _lost_too(key: ForeignKey, naming: pl.DataFrame, known: Named) -> pl.Series | range:
    if known.returned is None:
        return range(naming.height)
    return lost(naming, key_columns(known.returned, key.reference))


def _suggestions(
    key: ForeignKey, about: tuple[str, ...], known: Named, texts: pl.DataFrame, indexes: pl.Series
) -> Mapping[str, Suggestion]:
    if len(about) > 1:
        return {}
    options = pl.DataFrame(known.accepted)[key.reference[key.fields.index(about[0])]].cast(pl.String).unique()
    return nearest_each(written(texts, about[0], indexes), {option: option for option in options.drop_nulls().sort()})
