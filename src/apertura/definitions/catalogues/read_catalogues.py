"""``datapackage.yaml`` and its CSV files to Catalogues."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from pydantic import BaseModel, Field

from apertura.definitions.catalogues.catalogue_problems import row_problems
from apertura.definitions.catalogues.shelf import Catalogues, Shelved
from apertura.definitions.datasets.reference_problems import reference_problems
from apertura.definitions.datasets.table_schema import table_problems, table_schema
from apertura.definitions.datasets.table_shape import Names, TableShape
from apertura.definitions.documents.attempt import attempt
from apertura.definitions.documents.check_shape import STRICT, Text, check_shape
from apertura.definitions.documents.read_document import Document, Keys, read_document
from apertura.definitions.documents.read_sheet import read_sheet
from apertura.errors import DefinitionError
from apertura.model.definition import Catalogue, TableSchema

PACKAGE = "datapackage.yaml"

_NEEDED: Mapping[str, Mapping[str, str]] = {
    "organismo": {
        "organismo_id": "string",
        "nombre_oficial": "string",
        "acronimo": "string",
        "entidad": "string",
        "tipo": "string",
        "vigente_desde": "date",
        "vigente_hasta": "date",
    },
    "organismo_alias": {"alias": "string", "organismo_id": "string"},
    "periodo": {
        "periodo_id": "string",
        "ejercicio": "year",
        "tipo": "string",
        "fecha_inicio": "date",
        "fecha_termino": "date",
    },
    "eje": {"eje_id": "string", "plan_id": "string"},
    "estrategia": {"estrategia_id": "string", "eje_id": "string"},
    "linea_accion": {
        "linea_accion_id": "string",
        "estrategia_id": "string",
        "plan_id": "string",
        "texto": "string",
    },
    "licencia": {"clave": "string", "titulo": "string", "url": "string"},
    "frecuencia": {"clave": "string"},
    "tema": {"clave": "string"},
}
_MAY_BE_BLANK = frozenset({"vigente_desde", "vigente_hasta"})


class ResourceShape(BaseModel):
    """A catalogue: one table, in one or several CSV files with one header."""

    model_config = STRICT

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Text
    description: Text
    path: Names
    schema_: Annotated[TableShape, Field(alias="schema")]


class PackageShape(BaseModel):
    """The Data Package over all catalogues."""

    model_config = STRICT

    name: Text
    title: Text
    description: Text
    resources: Annotated[list[ResourceShape], Field(min_length=1)]


def read_catalogues(root: Path) -> tuple[Catalogues, tuple[str, ...]]:
    """Read all catalogues; with them, every problem of theirs."""
    package, problems = attempt(partial(_package, root))
    if package is None:
        return Catalogues({}, None), problems
    document, shape = package
    found = {
        resource.name: attempt(partial(_shelved, root, document, index, resource))
        for index, resource in enumerate(shape.resources)
    }
    shelved = {name: catalogue for name, (catalogue, _) in found.items() if catalogue is not None}
    catalogues = Catalogues(shelved, frozenset(found) - frozenset(shelved))
    return catalogues, (
        *(problem for _, problems in found.values() for problem in problems),
        *_package_problems(document, shape, catalogues),
        *(problem for name in shelved for problem in row_problems(shelved[name], catalogues)),
    )


def _package(root: Path) -> tuple[Document, PackageShape]:
    document = read_document(root, PACKAGE)
    return document, check_shape(document, PackageShape)


def _shelved(root: Path, document: Document, index: int, resource: ResourceShape) -> Shelved:
    keys = ("resources", index, "schema")
    value: Any = document.value
    schema = table_schema(value["resources"][index]["schema"], resource.schema_)
    problems = (
        *table_problems(document, keys, schema),
        *_needed_problems(document, keys, resource.name, schema),
        *_path_problems(document, index, resource),
    )
    if problems:
        raise DefinitionError(problems)
    header = [field.name for field in schema.fields]
    parts = [attempt(partial(read_sheet, root, path, header)) for path in resource.path]
    if any(records is None for records, _ in parts):
        raise DefinitionError(tuple(problem for _, problems in parts for problem in problems))
    records = tuple(record for records, _ in parts for record in records or ())
    rows = tuple(record.cells for record in records)
    catalogue = Catalogue(resource.name, resource.title, resource.description, schema.descriptor, rows)
    return Shelved(catalogue, schema, records)


def _needed_problems(document: Document, keys: Keys, name: str, schema: TableSchema) -> Iterator[str]:
    """Say what the program itself reads of a catalogue and is not there, or not of the type it reads."""
    fields = {field.name: field for field in schema.fields}
    for needed, type_ in _NEEDED.get(name, {}).items():
        field = fields.get(needed)
        if field is None:
            yield document.problem((*keys, "fields"), f"al catálogo «{name}» le falta el campo «{needed}»")
            continue
        at = (*keys, "fields", schema.fields.index(field))
        if field.type != type_:
            yield document.problem((*at, "type"), f"«{needed}» del catálogo «{name}» debe ser de tipo {type_}")
        if not field.required and needed not in _MAY_BE_BLANK:
            yield document.problem(at, f"«{needed}» del catálogo «{name}» debe ser obligatorio (required)")


def _path_problems(document: Document, index: int, resource: ResourceShape) -> Iterator[str]:
    for path in resource.path:
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            yield document.problem(("resources", index, "path"), f"la ruta «{path}» sale de la carpeta")


def _package_problems(document: Document, shape: PackageShape, catalogues: Catalogues) -> Iterator[str]:
    names = [resource.name for resource in shape.resources]
    for index, resource in enumerate(shape.resources):
        keys = ("resources", index)
        if resource.name in names[:index]:
            yield document.problem((*keys, "name"), f"el catálogo «{resource.name}» está repetido")
        yield from reference_problems(document, (*keys, "schema"), resource.schema_, catalogues)
    for name in (name for name in _NEEDED if name not in names):
        yield document.problem(("resources",), f"falta el catálogo «{name}»")
