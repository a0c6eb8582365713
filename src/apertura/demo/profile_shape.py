"""The shape of an ``examples/demo.yaml``."""

from typing import Annotated

from pydantic import BaseModel, Field

from apertura.definitions.documents.check_shape import STRICT, Text
from apertura.demo.profile import MistakeKind

_MOST_ROWS = 1_000


class DeliveryShape(BaseModel):
    """A table that a body hands in."""

    model_config = STRICT

    garante: Text
    periodo: Text
    filas: Annotated[int, Field(ge=1, le=_MOST_ROWS)]


class ScenarioShape(BaseModel):
    """A way a row can be."""

    model_config = STRICT

    peso: Annotated[int, Field(ge=1)] = 1
    valores: dict[str, object]


class MistakeShape(BaseModel):
    """A mistake to plant."""

    model_config = STRICT

    garante: Text
    periodo: Text
    tipo: Annotated[MistakeKind, Field(strict=False)]
    fila: str | int | None = None
    campo: Text | None = None
    valor: object = None


class ProfileShape(BaseModel):
    """A whole profile; ``catalogo`` or ``entregas``, one of the two."""

    model_config = STRICT

    titulo: Annotated[list[Text], Field(min_length=1)]
    libro: Text | None = None
    hoja: Annotated[Text, Field(max_length=31)] | None = None
    encabezados: dict[str, Text] = {}
    catalogo: Text | None = None
    entregas: list[DeliveryShape] = []
    comunes: dict[str, object] = {}
    perfiles: Annotated[list[ScenarioShape], Field(min_length=1)]
    errores: list[MistakeShape] = []
