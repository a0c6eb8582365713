"""Field to a value of its own making: what the schema says by itself, so that no profile needs to."""

from collections.abc import Mapping

from apertura.demo.value import Choice, DaysFrom, Measure, Value, Whole
from apertura.model.definition import DatasetDefinition, Definitions, Field

_ADDRESS = "https://demo.ejemplo.org.mx/{{garante}}/{{periodo}}/{}/{}-{{fila}}"
_SPAN = 40
_OF_THE_DELIVERY = {"garante": "{organismo}", "period": "{periodo}"}


def derive(definition: DatasetDefinition, definitions: Definitions) -> Mapping[str, Value]:
    """Say how each field of a schema is drawn where a profile does not; those that only a profile can say are left out.

    What the delivery itself fills says who and when. An address is always given, at the demonstration's own domain. A
    mandatory field takes one of its options, a key of the catalogue it names, a day of the period, or a number within
    its limits; an optional one stays empty.
    """
    keys = {key.fields[0]: key for key in definition.schema.foreign_keys if len(key.fields) == 1}
    derived: dict[str, Value] = {}
    for field in definition.schema.fields:
        key = keys.get(field.name)
        if field.name in definition.context:
            derived[field.name] = _OF_THE_DELIVERY[definition.context[field.name]]
        elif str(field.constraints.get("pattern", "")).startswith("^https?://"):
            derived[field.name] = _ADDRESS.format(definition.name.replace("_", "-"), field.name.removesuffix("_url"))
        elif not field.required:
            derived[field.name] = None
        elif key is not None and key.resource in definitions.catalogues:
            rows = definitions.catalogues[key.resource].rows
            derived[field.name] = Choice(tuple(row[key.reference[0]] for row in rows))
        elif (value := _by_type(field)) is not None:
            derived[field.name] = value
    return derived


def _by_type(field: Field) -> Value:
    options = field.constraints.get("enum")
    if isinstance(options, list):
        return Choice(tuple(options))
    match field.type:
        case "boolean":
            return Choice((True, False))
        case "year":
            return "{anio}"
        case "date":
            return DaysFrom("inicio", 1, 80)
        case "integer":
            low = _limit(field, "minimum", 0)
            return Whole(int(low), int(_limit(field, "maximum", low + _SPAN)))
        case "number":
            low = _limit(field, "minimum", 0)
            return Measure(low, _limit(field, "maximum", low + _SPAN), field.decimals or 0)
        case _:
            return None


def _limit(field: Field, name: str, otherwise: float) -> float:
    limit = field.constraints.get(name, otherwise)
    return float(limit) if isinstance(limit, int | float) else otherwise
