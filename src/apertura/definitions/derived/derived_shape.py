"""The shape of the ``dataset.yaml`` of a derived dataset."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from apertura.definitions.datasets.dataset_shape import ApprovalShape, RuleShape
from apertura.definitions.documents.check_shape import STRICT, Text


class DerivedShape(BaseModel):
    """A derived dataset apart from its table and its query: what it is computed from in place of who hands it in."""

    model_config = STRICT

    title: Text
    summary: Text
    sources: Annotated[list[Text], Field(min_length=1)]
    revised: date | None = None
    licence: Text
    cadence: Text
    themes: Annotated[list[Text], Field(min_length=1)]
    keywords: Annotated[list[Text], Field(min_length=1)]
    notes: list[Text]
    rules: list[RuleShape]
    approval: ApprovalShape | None = None
