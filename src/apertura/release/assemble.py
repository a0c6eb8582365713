"""Acceptances and the version before to the next DatasetVersion, or to none where nothing differs."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

from apertura.errors import UnpublishableTableError
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.table import Arrow
from apertura.model.version import Acceptance, DatasetVersion, PublishedVersion
from apertura.release.dataset_changes import dataset_changes
from apertura.release.draft import Draft, draft
from apertura.release.number import number
from apertura.release.package import package
from apertura.release.phrases import say
from apertura.release.reason import Level, Reason
from apertura.release.row_changes import Rows, row_changes
from apertura.release.schema_changes import key, schema_changes
from apertura.release.withhold import withhold

NOTHING: Mapping[str, Arrow] = MappingProxyType({})


def assemble(
    definition: DatasetDefinition,
    definitions: Definitions,
    acceptances: Sequence[Acceptance],
    previous: PublishedVersion | None,
    parents: Mapping[str, Arrow] = NOTHING,
) -> DatasetVersion | None:
    """Assemble the accepted tables, one per garante and period, into the version after ``previous``.

    None where there is nothing accepted, and where nothing differs: schema, values, what the dataset says of itself,
    its catalogues, what is expected of whom. Where only provenance differs (the same values handed in again in another
    file) there is no version either: the lineage that is published stays true. Nor does the quality report, derived
    from all this and from the policies, ever make one: it is written with a version. Raises UnpublishableTableError
    where the tables do not make one.

    ``parents`` are the rows of the datasets that keys name, as they are to be published (``standing``); a table that
    names others is withheld, and coverage says so.
    """
    kept, withheld = withhold(definition, acceptances, parents)
    if withheld and not kept and previous:
        raise UnpublishableTableError(
            f"Nada de {definition.name} se puede publicar: todas sus tablas nombran filas de otros conjuntos que ya no "
            f"se publican. Sigue la versión {previous.number}."
        )
    if not kept:
        return None
    drafted = draft(definition, definitions, kept, withheld, parents)
    reasons = _first(drafted) if previous is None else _changes(drafted, previous)
    if not reasons:
        return None
    next_number = number(previous.number if previous else None, reasons)
    return DatasetVersion(
        dataset=definition.name,
        number=next_number,
        reasons=tuple(reason.text for reason in reasons),
        rows=drafted.table.data.height,
        resources=package(drafted, next_number, reasons, definitions, previous),
    )


def _first(drafted: Draft) -> tuple[Reason, ...]:
    origin = drafted.table.origin
    rows = say("rows", origin.height)
    bodies = say("bodies", origin["entrega_garante"].n_unique())
    periods = say("periods", origin["entrega_periodo"].n_unique())
    return (Reason(Level.MAJOR, say("first", rows=rows, bodies=bodies, periods=periods)),)


def _changes(drafted: Draft, previous: PublishedVersion) -> tuple[Reason, ...]:
    published = _published_schema(drafted.definition.name, previous.descriptor)
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
    return row_changes(
        Rows(previous.data, previous.lineage),
        Rows(drafted.data_csv, drafted.lineage_csv),
        keys,
        [name for name in same if name not in keys],
    )


def _published_schema(dataset: str, descriptor: Mapping[str, Any]) -> Mapping[str, Any]:
    (schema,) = (entry["schema"] for entry in descriptor["resources"] if entry["name"] == dataset)
    return cast("Mapping[str, Any]", schema)
