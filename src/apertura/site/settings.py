"""``schemas/sitio/sitio.yaml`` to what the site shows beyond the published datasets themselves."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from apertura.definitions.documents.check_shape import STRICT, Text, check_shape
from apertura.definitions.documents.read_document import read_document
from apertura.definitions.site_address import FILE, Address

Place = Annotated[list[Annotated[int, Field(ge=1, le=20)]], Field(min_length=2, max_length=2)]
Number = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
Doi = Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")]
Names = Annotated[list[Text], Field(min_length=1)]


class Indicator(BaseModel):
    """Figures of one level of the plan, or of the garantes: a dataset of one row per ``key`` and period."""

    model_config = STRICT

    level: Literal["garante", "eje", "estrategia", "linea"]
    dataset: Text
    key: Text
    period: Text
    measures: Names
    counts: Names


class Settings(BaseModel):
    """``tiles`` gives each entity (INEGI's two digits) its column and row, from 1; ``dois``, by dataset and version."""

    model_config = STRICT

    address: Address
    title: dict[Literal["es", "en"], Text]
    publisher: Text
    indicators: list[Indicator]
    tiles: dict[str, Place]
    dois: dict[Text, dict[Number, Doi]] = Field(default_factory=dict)


def read_settings(schemas: Path) -> Settings:
    """Read the site's settings; DefinitionError with every problem, each with its line."""
    return check_shape(read_document(schemas, FILE), Settings)
