"""The schemas and their dictionaries."""

import json
from collections.abc import Mapping

from starlette.responses import Response

from apertura.model.definition import DatasetDefinition, Definitions, Field
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit

_TYPES: Mapping[str, str] = {
    "string": "texto",
    "integer": "número entero",
    "number": "número",
    "boolean": "sí o no",
    "date": "fecha",
    "datetime": "fecha y hora",
    "time": "hora",
    "year": "año",
    "yearmonth": "año y mes",
    "list": "lista",
    "any": "cualquier valor",
}
_BOUNDS: Mapping[str, str] = {
    "unique": "sin repetir",
    "minimum": "mínimo {}",
    "maximum": "máximo {}",
    "minLength": "{} caracteres o más",
    "maxLength": "{} caracteres o menos",
    "pattern": "con la forma {}",
}


def list_schemas(visit: Visit) -> Response:
    """Show all datasets that are handed in."""
    return visit.show("esquemas.html", datasets=visit.house.definitions.datasets)


def show_schema(visit: Visit) -> Response:
    """Show the dictionary of a dataset."""
    definitions = visit.house.definitions
    definition = definitions.datasets.get(visit.path["dataset"])
    if definition is None:
        return refuse(visit, 404)
    fields = [(field, _type(field), _bounds(field), _options(field, definitions)) for field in definition.schema.fields]
    return visit.show("esquema.html", definition=definition, fields=fields, filled=definition.context)


def give_schema(visit: Visit) -> Response | Done:
    """Give the Table Schema of a dataset."""
    definition = visit.house.definitions.datasets.get(visit.path["dataset"])
    if definition is None:
        return refuse(visit, 404)
    return _json(definition)


def _json(definition: DatasetDefinition) -> Response:
    content = json.dumps(definition.schema.descriptor, ensure_ascii=False, indent=1).encode()
    headers = {"content-disposition": f'attachment; filename="{definition.name}.schema.json"'}
    return Response(content, media_type="application/json", headers=headers)


def _type(field: Field) -> str:
    return _TYPES.get(field.type, field.type)


def _bounds(field: Field) -> list[str]:
    said = [text.format(field.constraints[name]) for name, text in _BOUNDS.items() if name in field.constraints]
    return (["obligatorio"] if field.required else []) + said


def _options(field: Field, definitions: Definitions) -> list[tuple[str, str]]:
    if field.vocabulary is not None and field.vocabulary in definitions.catalogues:
        rows = definitions.catalogues[field.vocabulary].rows
        return [(row.get("clave", ""), row.get("etiqueta", "")) for row in rows]
    enum = field.constraints.get("enum")
    return [(str(option), "") for option in enum] if isinstance(enum, list) else []
