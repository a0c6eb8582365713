"""Draft and the version before to the next DatasetVersion, or to none where nothing differs."""

from collections.abc import Mapping
from typing import Any

from apertura.model.definition import Definitions
from apertura.model.version import DatasetVersion, PublishedVersion
from apertura.release.dataset_changes import dataset_changes
from apertura.release.derived.derived_row_changes import derived_row_changes
from apertura.release.draft import Draft
from apertura.release.number import number
from apertura.release.package import package
from apertura.release.phrases import say
from apertura.release.published_schema import published_schema
from apertura.release.reason import Level, Reason
from apertura.release.row_changes import Rows, row_changes
from apertura.release.schema_changes import key, schema_changes


def next_version(drafted: Draft, definitions: Definitions, previous: PublishedVersion | None) -> DatasetVersion | None:
    """Compare, number and write; None where nothing differs."""
    reasons = _first(drafted) if previous is None else _changes(drafted, previous)
    if not reasons:
        return None
    next_number = number(previous.number if previous else None, reasons)
    return DatasetVersion(
        dataset=drafted.definition.name,
        number=next_number,
        reasons=tuple(reason.text for reason in reasons),
        rows=drafted.table.data.height,
        resources=package(drafted, next_number, reasons, definitions, previous),
    )


def _first(drafted: Draft) -> tuple[Reason, ...]:
    rows = say("rows", drafted.table.data.height)
    if drafted.definition.derivation:
        return (Reason(Level.MAJOR, say("derived.first", rows=rows)),)
    origin = drafted.table.origin
    bodies = say("bodies", origin["entrega_garante"].n_unique())
    periods = say("periods", origin["entrega_periodo"].n_unique())
    return (Reason(Level.MAJOR, say("first", rows=rows, bodies=bodies, periods=periods)),)


def _changes(drafted: Draft, previous: PublishedVersion) -> tuple[Reason, ...]:
    published = _schema_before(drafted.definition.name, previous.descriptor)
    rows = _rows(drafted, previous, published)
    reasons = (
        *schema_changes(published, drafted.schema),
        *rows,
        *dataset_changes(drafted, previous, rows_moved=bool(rows)),
    )
    return tuple(sorted(reasons, key=lambda reason: -reason.level))


def _rows(drafted: Draft, previous: PublishedVersion, published: Mapping[str, Any]) -> tuple[Reason, ...]:
    keys = key(drafted.schema)
    before = {field["name"]: field for field in published["fields"]}
    same = [
        field["name"]
        for field in drafted.schema["fields"]
        if field["type"] == before.get(field["name"], {}).get("type")
    ]
    if keys != key(published) or not set(keys) <= set(same):
        return ()  # another key is a reason of its own, and without one no row is the row it was
    values = [name for name in same if name not in keys]
    if drafted.definition.derivation:
        return derived_row_changes(previous.data, drafted.data_csv, keys, values)
    old, new = Rows(previous.data, previous.lineage), Rows(drafted.data_csv, drafted.lineage_csv)
    return row_changes(old, new, keys, values)


def _schema_before(dataset: str, descriptor: Mapping[str, Any]) -> Mapping[str, Any]:
    (schema,) = (entry["schema"] for entry in descriptor["resources"] if entry["name"] == dataset)
    # in today's writing, so that what only is written otherwise is no change
    return published_schema(schema)
