"""Rows of other datasets to the key columns that travel with a version, so that references can be checked anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.table import Arrow
from apertura.release.canonical_csv import write_csv
from apertura.release.phrases import say
from apertura.release.published_schema import published_schema
from apertura.validation.key_columns import key_columns


@dataclass(frozen=True, slots=True)
class ParentKeys:
    """Key columns of a dataset as CSV, with their Table Schema and what a reader is told of them."""

    title: str
    description: str
    schema: Mapping[str, Any]
    content: bytes


def parent_keys(
    definition: DatasetDefinition, definitions: Definitions, parents: Mapping[str, Arrow]
) -> Mapping[str, ParentKeys]:
    """Write, for each dataset that keys name, all its rows' values of the fields they name, each once, sorted."""
    return {
        name: _keys(_named(definition, name), definitions.datasets[name], parents[name])
        for name in definitions.parents(definition.name)
    }


def _named(definition: DatasetDefinition, parent: str) -> set[str]:
    return {name for key in definition.schema.foreign_keys if key.resource == parent for name in key.reference}


def _keys(named: set[str], parent: DatasetDefinition, rows: Arrow) -> ParentKeys:
    fields = [field.name for field in parent.schema.fields if field.name in named]
    schema = published_schema(parent.schema.descriptor)
    described = [field for field in schema["fields"] if field["name"] in named]
    return ParentKeys(
        title=say("keys.title", title=parent.title),
        description=say("keys.description", dataset=parent.name),
        schema={"fields": described, "missingValues": [""]},
        content=write_csv(key_columns(rows, fields).unique().sort(fields, nulls_last=False)),
    )
