"""A small dataset with a field of every type, by hand: definitions, submissions, accepted tables."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from apertura.model.definition import Catalogue, DatasetDefinition, Definitions, Field, ForeignKey, Licence, TableSchema
from apertura.model.reporting import Garante, Period
from apertura.model.submission import Submission
from apertura.model.table import ROW, CanonicalTable
from apertura.model.version import Acceptance, DatasetVersion, PublishedVersion
from apertura.release.files import COVERAGE, DESCRIPTOR, LINEAGE
from apertura.validation.tableschema.arrow_types import arrow_schema

DATASET = "avances"
RECEIVED = datetime(2024, 4, 15, 18, 0, tzinfo=UTC)
Row = Mapping[str, Any]


def field(name: str, type_: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type_, "title": name.capitalize(), "description": f"Qué es {name}.", **more}


FIELDS = (
    field("organismo_id", "string", constraints={"required": True}),
    field("periodo_id", "string", constraints={"required": True}),
    field("numero", "integer", constraints={"required": True, "minimum": 1}),
    field("avance", "number", **{"apertura:decimales": 2, "apertura:unidad": "%"}),
    field("estatus", "string", constraints={"enum": ["abierto", "cerrado"]}),
    field("corte", "date"),
    field("publico", "boolean", trueValues=["Sí"], falseValues=["No"]),
    field("anio", "year"),
    field("clave", "string", constraints={"maxLength": 200}),
)
SCHEMA: dict[str, Any] = {
    "fields": list(FIELDS),
    "primaryKey": ["organismo_id", "periodo_id", "numero"],
    "foreignKeys": [
        {"fields": ["organismo_id"], "reference": {"resource": "organismo", "fields": ["organismo_id"]}},
        {"fields": ["periodo_id"], "reference": {"resource": "periodo", "fields": ["periodo_id"]}},
    ],
    "missingValues": [""],
}


def table_schema(descriptor: Mapping[str, Any]) -> TableSchema:
    return TableSchema(
        fields=tuple(
            Field(
                name=each["name"],
                title=each["title"],
                description=each["description"],
                type=each["type"],
                example=each.get("example"),
                constraints=each.get("constraints", {}),
                decimals=each.get("apertura:decimales"),
                descriptor=each,
            )
            for each in descriptor["fields"]
        ),
        primary_key=tuple(descriptor["primaryKey"]),
        foreign_keys=tuple(
            ForeignKey(tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
            for key in descriptor["foreignKeys"]
        ),
        descriptor=descriptor,
    )


def definition(schema: Mapping[str, Any] = SCHEMA, **more: Any) -> DatasetDefinition:
    plain = DatasetDefinition(
        name=DATASET,
        title="Avances de prueba",
        summary="Qué avanzó cada organismo.",
        plan_lines=("1.1.a",),
        licence=Licence("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        cadence="trimestral",
        themes=("GOVE",),
        keywords=("avance",),
        context={"organismo_id": "garante", "periodo_id": "period"},
        expected_kinds=("organo_garante",),
        expected_periods=("2024-T1", "2024-T2"),
        notes=("«avance» es opcional porque no siempre se mide.",),
        schema=table_schema(schema),
        rules=(),
        columns=(),
        meanings=(),
        layouts=(),
        contract="0" * 64,
    )
    return dataclasses.replace(plain, **more)


def catalogue(name: str, rows: Sequence[dict[str, str]], **more: Any) -> Catalogue:
    fields = [field(column, "integer" if column == "orden" else "string") for column in rows[0]]
    return Catalogue(name, name.capitalize(), f"Catálogo de {name}.", {"fields": fields, **more}, tuple(rows))


def definitions(dataset: DatasetDefinition | None = None) -> Definitions:
    bodies = [Garante(f"OG-0{n}", f"Órgano {n}", "OG", f"0{n}", "organo_garante", None, None) for n in (1, 2, 3)]
    quarters = [
        Period(f"2024-T{n}", 2024, "trimestre", date(2024, 3 * n - 2, 1), date(2024, 3 * n, 28)) for n in (1, 2, 3)
    ]
    names = [{"organismo_id": body.id, "nombre": body.name, "cve_ent": body.entity} for body in bodies]
    entities = [{"cve_ent": body.entity, "entidad": "", "orden": body.entity[1]} for body in bodies]
    to_entity = {"foreignKeys": [{"fields": ["cve_ent"], "reference": {"resource": "entidad", "fields": ["cve_ent"]}}]}
    shelves = (
        catalogue("organismo", names, **to_entity),
        catalogue("entidad", entities),
        catalogue("periodo", [{"periodo_id": quarter.id} for quarter in quarters]),
        catalogue("sin_uso", [{"clave": "x"}]),
    )
    return Definitions(
        plans=(),
        catalogues={each.name: each for each in shelves},
        garantes={body.id: body for body in bodies},
        aliases={},
        periods={quarter.id: quarter for quarter in quarters},
        issue_types={},
        datasets={DATASET: dataset or definition()},
    )


def row(garante: str, period: str, number: int, **more: Any) -> dict[str, Any]:
    return {
        "organismo_id": garante,
        "periodo_id": period,
        "numero": number,
        "avance": Decimal("12.50"),
        "estatus": "abierto",
        "corte": date(2024, 3, 31),
        "publico": True,
        "anio": 2024,
        "clave": "007",
        **more,
    }


def canonical(rows: Sequence[Row], schema: TableSchema) -> CanonicalTable:
    types = arrow_schema(schema.fields)
    data = pa.table({name: pa.array([each.get(name) for each in rows], types.field(name).type) for name in types.names})
    numbers = pa.table({ROW: pa.array(range(8, 8 + len(rows)), pa.uint32())})
    return CanonicalTable(DATASET, "Avance", data.cast(types), numbers)


def submission(garante: str, period: str, content: bytes = b"", **more: Any) -> Submission:
    sha256 = hashlib.sha256(f"{garante} {period} ".encode() + content).hexdigest()
    plain = Submission(garante, period, "avance.xlsx", sha256, len(content), RECEIVED, "buzon")
    return dataclasses.replace(plain, **more)


def acceptance(
    garante: str,
    period: str,
    rows: Sequence[Row] | int = 2,
    *,
    schema: TableSchema | None = None,
    content: bytes = b"",
    **more: Any,
) -> Acceptance:
    """Accept ``rows`` of a body, or that many made up."""
    made = [row(garante, period, n + 1) for n in range(rows)] if isinstance(rows, int) else rows
    table = canonical(made, schema or definition().schema)
    return Acceptance(submission(garante, period, content, **more), DATASET, RECEIVED, "0" * 64, table)


def as_published(version: DatasetVersion) -> PublishedVersion:
    """Read a version as a destination would give it back."""
    files = {resource.name: resource for resource in version.resources}
    return PublishedVersion(
        number=version.number,
        descriptor=json.loads(files[DESCRIPTOR].content),
        data=files[f"{version.dataset}.csv"].content,
        lineage=files[LINEAGE].content,
        coverage=files[COVERAGE].content,
        checksums={name: resource.sha256 for name, resource in files.items()},
    )
