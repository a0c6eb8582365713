"""Distinct texts that no mask settles to frictionless' own verdict on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apertura.validation.tableschema.fault import Fault
from apertura.validation.tableschema.fit import Stored, fit
from apertura.validation.tableschema.reading import cell_reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apertura.model.definition import Field
    from apertura.validation.tableschema.reading import CellReader


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
    reader = cell_reader(field, missing)
    return {text: _judge(field, reader, text) for text in texts}


def _judge(field: Field, reader: CellReader, text: str) -> Judgement:
    reading = reader(text)
    if "type" in reading.notes:
        return Judgement(None, None, (_type_error(field),))
    broken = tuple(_constraint(field, name, text) for name in reading.notes)
    if reading.value is None:
        return Judgement(None, None, broken)
    held = fit(field, text, reading.value)
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
