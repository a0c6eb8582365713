"""What programs are told: what is owed, what was handed in, and what became of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from apertura.portal.desk.obligations import State

Informe = Mapping[str, Any]


class Debe(BaseModel):
    """A table that a body owes for a period, and how far it has come."""

    conjunto: str
    titulo: str
    periodo: str
    vence: date
    dias: int = Field(description="Días que quedan; negativos, los que hace que venció.")
    estado: State
    version: str | None = Field(None, description="Versión publicada en que están sus filas.")
    entrega: str | None = Field(None, description="Dirección de la entrega de la que depende el estado.")


class Entrega(BaseModel):
    """A file that was handed in, and its answer where it has one."""

    organismo: str
    periodo: str
    archivo: str
    sha256: str
    bytes: int
    recibido: datetime
    estado: State
    informe: Informe | None = Field(None, description="El informe, según informe.schema.json; nulo mientras se revisa.")
    documentos: list[str] = Field(default_factory=list, description="Direcciones de los documentos de la respuesta.")


class Revision(BaseModel):
    """A file that was looked at and not handed in: nothing of it is kept."""

    informe: Informe
    fallo: bool = Field(description="Verdadero si fue nuestro equipo el que no pudo revisarlo.")
