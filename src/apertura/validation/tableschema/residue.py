"""Distinct texts that no mask settles to frictionless' own verdict on each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

from apertura.validation.tableschema.fault import Fault
from apertura.validation.tableschema.fit import Stored, fit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from apertura.model.definition import Field

    Reader = Callable[[str], tuple[object, dict[str, str] | None]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one text in one field means and breaks.

    ``stored`` is its value as the column holds it, None where there is none; ``key`` stands in keys for a value that
    the column cannot hold. ``faults`` have no index yet: a text breaks the same wherever it is written.
    """

    stored: Stored | None
    key: str | None
    faults: tuple[Fault, ...]


def judge(field: Field, missing: Sequence[str], texts: Sequence[str]) -> dict[str, Judgement]:
    """Read each text with the field's frictionless cell reader, so that verdict and value are the library's own.

    A type error suppresses the constraints of the cell; otherwise every broken constraint is a fault of its own.
    """
    # Through JSON, because definitions are read-only mappings and the library wants plain dictionaries.
    descriptor = json.loads(json.dumps(field.descriptor, default=dict))
    descriptor.pop("example", None)
    reader = _cell_reader(json.dumps({**descriptor, "missingValues": list(missing)}))
    return {text: _judge(field, reader, text) for text in texts}


@lru_cache(maxsize=512)
def _cell_reader(descriptor: str) -> Reader:
    """Make the reader of a field, or give the one made before: the library takes milliseconds to check a descriptor."""
    # Half a second of imports that a table without odd cells never needs.
    from frictionless import Field as FrictionlessField

    field = FrictionlessField.from_descriptor(json.loads(descriptor), datapackage_version="v2")
    reader: Reader = field.create_cell_reader()
    return reader


def _judge(field: Field, reader: Reader, text: str) -> Judgement:
    try:
        value, notes = reader(text)
    except InvalidOperation:
        # A signalling NaN ("sNaN") reads as a number and breaks the comparison with the bounds.
        value, notes = None, {"type": "number"}
    if notes and "type" in notes:
        return Judgement(None, None, (_type_error(field),))
    broken = tuple(_constraint(field, name, text) for name in notes or {})
    if value is None:
        return Judgement(None, None, broken)
    held = fit(field, text, value)
    if held.fault is None:
        return Judgement(held.stored, held.key, broken)
    kept = broken if held.fault.code == "decimales-de-mas" else ()
    return Judgement(None, held.key, (*kept, held.fault))


def _type_error(field: Field) -> Fault:
    return Fault(None, (field.name,), f"type-error-{field.type}", {"esperado": field.title})


def _constraint(field: Field, name: str, text: str) -> Fault:
    return Fault(None, (field.name,), f"constraint-{name}", _details(field, name, text))


def _details(field: Field, name: str, text: str) -> Mapping[str, str]:
    limit = field.constraints[name]
    if name == "enum" and isinstance(limit, (list, tuple)):
        return {"opciones": ", ".join(str(option) for option in limit)}
    if name == "pattern":
        return {"patron": str(limit), "ejemplo": field.example or ""}
    if name in ("minLength", "maxLength"):
        return {"limite": str(limit), "largo": str(len(text))}
    return {"limite": str(limit)}
