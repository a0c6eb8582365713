"""Field to a reader of single cells: what frictionless makes of each, and what it leaves unchecked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from apertura.model.definition import Field

    CellReader = Callable[[object], "Reading"]
    Check = Callable[[object], bool]

OURS = ("categories", "jsonSchema")
"""What the standard asks of a field and frictionless does not check; see docs/diferencias.md."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Value of a cell, None where it is missing or cannot be read.

    ``notes`` are what it breaks and frictionless' words for it: "type", or names of constraints.
    """

    value: object
    notes: Mapping[str, str]


def cell_reader(field: Field, missing: Sequence[str]) -> CellReader:
    """Make the reader of a field's cells; ``missing`` are the words that mean no value.

    A type error suppresses the constraints of the cell; otherwise every broken constraint has its note.
    """
    # Through JSON, because definitions are read-only mappings and the library wants plain dictionaries.
    descriptor = json.loads(json.dumps(field.descriptor, default=dict))
    return _reader(json.dumps({**descriptor, "missingValues": list(missing)}))


@lru_cache(maxsize=512)
def _reader(text: str) -> CellReader:
    """Make a reader, or give the one made before: the library takes milliseconds to check a descriptor."""
    # Half a second of imports that a table without odd cells never needs.
    from frictionless import Field as FrictionlessField

    descriptor = json.loads(text)
    field = FrictionlessField.from_descriptor(understood(descriptor), datapackage_version="v2")
    read = field.create_cell_reader()
    checks = _checks(descriptor, field.create_value_reader())

    def reader(cell: object) -> Reading:
        try:
            value, notes = read(cell)
        # A signalling NaN, or an instant with a time zone beside a bound without one, cannot be compared at all.
        except (ArithmeticError, TypeError, ValueError):
            return Reading(None, {"type": f'type is "{field.type}/{field.format}"'})
        notes = dict(notes or {})
        if value is not None and "type" not in notes:
            notes |= {name: f'constraint "{name}"' for name, check in checks.items() if not check(value)}
        return Reading(value, notes)

    return reader


def understood(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out of a field's descriptor what frictionless refuses and we check ourselves."""
    kept = {name: value for name, value in descriptor.items() if name not in ("example", "categories")}
    constraints = kept.get("constraints")
    if isinstance(constraints, dict):
        kept["constraints"] = {name: value for name, value in constraints.items() if name not in OURS}
    return kept


def categories(descriptor: Mapping[str, Any]) -> list[object] | None:
    """Values that a field's ``categories`` admit, None where it has none."""
    declared = descriptor.get("categories")
    if not isinstance(declared, (list, tuple)):
        return None
    return [entry["value"] if isinstance(entry, dict) else entry for entry in declared]


def _checks(descriptor: Mapping[str, Any], value_reader: Callable[[object], object]) -> dict[str, Check]:
    checks: dict[str, Check] = {}
    options = categories(descriptor)
    if options is not None:
        admitted = [value_reader(option) for option in options]
        checks["categories"] = lambda value: value in admitted
    profile = descriptor.get("constraints", {}).get("jsonSchema")
    if profile is not None:
        from jsonschema.validators import validator_for

        validator: Any = validator_for(profile)(profile)
        checks["jsonSchema"] = validator.is_valid
    return checks
