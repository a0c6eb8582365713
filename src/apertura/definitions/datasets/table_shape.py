"""The shape of a Table Schema: what of the standard this house honours, and nothing else."""

import math
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from apertura.definitions.documents.check_shape import STRICT, Text


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _scalar(value: object) -> object:
    if not isinstance(value, str | int | float) or value in (math.inf, -math.inf):
        raise ValueError("debe ser un texto, un número o un valor lógico")
    return value


def _only_empty(value: object) -> object:
    if value != [""]:
        raise ValueError('solo puede ser [""]; las palabras que significan «sin dato» van en source/values.csv')
    return value


Names = Annotated[list[Text], BeforeValidator(_listed), Field(min_length=1)]
Scalar = Annotated[object, BeforeValidator(_scalar)]
FieldType = Literal["string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth"]


class Constraints(BaseModel):
    """Constraints of a field. Defaults only stand for what is absent: what counts is read from the descriptor."""

    model_config = STRICT

    required: bool = False
    unique: bool = False
    enum: Annotated[list[Scalar], Field(min_length=1)] = []
    pattern: Text = ""
    minimum: Scalar = 0
    maximum: Scalar = 0
    exclusive_minimum: Annotated[Scalar, Field(alias="exclusiveMinimum")] = 0
    exclusive_maximum: Annotated[Scalar, Field(alias="exclusiveMaximum")] = 0
    min_length: Annotated[int, Field(alias="minLength", ge=0)] = 0
    max_length: Annotated[int, Field(alias="maxLength", ge=1)] = 1


class FieldShape(BaseModel):
    """A field: no format that reads a cell otherwise than ISO does, for the door (*intake*) hands over ISO text."""

    model_config = STRICT

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    type: FieldType
    title: Text
    description: Text
    format: Literal["default", "email", "uri", "uuid"] = "default"
    example: Scalar = ""
    decimals: Annotated[int, Field(alias="apertura:decimales", ge=0, le=12)] = 0
    vocabulary: Annotated[Text, Field(alias="apertura:catalogo")] = ""
    constraints: Constraints = Constraints()


class Reference(BaseModel):
    """Where a foreign key points: a catalogue or another dataset, and its fields."""

    model_config = STRICT

    resource: Text
    fields: Names


class ForeignKeyShape(BaseModel):
    """A foreign key."""

    model_config = STRICT

    fields: Names
    reference: Reference


class TableShape(BaseModel):
    """A Table Schema. What the standard has and frictionless does not check (``uniqueKeys``…) is not admitted."""

    model_config = STRICT

    schema_: Annotated[Text, Field(alias="$schema")] = ""
    fields: Annotated[list[FieldShape], Field(min_length=1)]
    primary_key: Annotated[Names, Field(alias="primaryKey")]
    foreign_keys: Annotated[list[ForeignKeyShape], Field(alias="foreignKeys")] = []
    missing_values: Annotated[list[str], Field(alias="missingValues"), BeforeValidator(_only_empty)] = [""]
