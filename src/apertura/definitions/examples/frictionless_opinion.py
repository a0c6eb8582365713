"""Records and a Table Schema to what Frictionless objects to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apertura.definitions.documents.read_sheet import Record

_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
# Frictionless stops at 1000 errors by itself; no file of schemas/ comes near this
_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Objection:
    """One error of Frictionless: the record and the field it is about, None where about neither; type, English note."""

    record: Record | None
    field: str | None
    kind: str
    note: str


def frictionless_opinion(descriptor: Mapping[str, object], records: Sequence[Record]) -> tuple[Objection, ...]:
    """Validate ``records``, which have all fields of the schema in its order, under Data Package v2.

    Foreign keys are left out: they need all other tables loaded, and are compared without Frictionless.
    """
    from frictionless import FrictionlessException, Resource

    if not records:
        return ()
    schema = {key: value for key, value in descriptor.items() if key != "foreignKeys"}
    data = [list(records[0].cells), *(list(record.cells.values()) for record in records)]
    try:
        resource = Resource.from_descriptor({"$schema": _PROFILE, "name": "tabla", "data": data, "schema": schema})
        report = resource.validate(limit_errors=_LIMIT)
    except FrictionlessException as error:
        return tuple(Objection(None, None, reason.type, reason.note) for reason in error.reasons or [error.error])
    found = report.flatten(["rowNumber", "fieldName", "type", "note"])
    # row 1 is the header
    return tuple(Objection(records[row - 2] if row else None, field, kind, note) for row, field, kind, note in found)
