"""Dataset to the catalogues that travel with it, as CSV, so that its references can be checked anywhere."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import polars as pl

from apertura.model.definition import Catalogue, DatasetDefinition, Definitions
from apertura.release.canonical_csv import write_csv

_BARE = ("integer", "number", "boolean", "date", "datetime", "year", "yearmonth", "time")


def referenced(definition: DatasetDefinition, definitions: Definitions) -> tuple[Catalogue, ...]:
    """Catalogues that the dataset's keys and vocabularies name, and those that these name in turn, by name."""
    found: dict[str, Catalogue] = {}
    named = [key.resource for key in definition.schema.foreign_keys]
    named += [field.vocabulary for field in definition.schema.fields if field.vocabulary]
    waiting = set(named) & definitions.catalogues.keys()
    while waiting:
        name = waiting.pop()
        found[name] = definitions.catalogues[name]
        waiting |= set(_names(found[name].descriptor)) - found.keys()
    return tuple(found[name] for name in sorted(found))


@lru_cache(maxsize=256)
def catalogue_csv(catalogue: Catalogue) -> bytes:
    """Write a catalogue's rows, in its order, as canonical CSV: text quoted, the rest bare, empty cells empty."""
    fields = fields_of(catalogue.descriptor)
    columns = {field["name"]: [row[field["name"]] or None for row in catalogue.rows] for field in fields}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return write_csv(frame, bare=[field["name"] for field in fields if field["type"] in _BARE])


def fields_of(descriptor: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Field descriptors of a Table Schema."""
    return list(descriptor["fields"])


def _names(descriptor: Mapping[str, Any]) -> Iterable[str]:
    # a reference to "" is to the catalogue itself
    return (key["reference"]["resource"] for key in descriptor.get("foreignKeys") or [] if key["reference"]["resource"])
