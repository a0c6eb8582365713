"""The shape of ``dataset.yaml``."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from apertura.definitions.documents.check_shape import STRICT, Text
from apertura.model.issue import Severity


class RuleShape(BaseModel):
    """A rule between columns, with its texts."""

    model_config = STRICT

    code: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    severity: Annotated[Severity, Field(strict=False)]
    condition: Text
    title_es: Text
    message_es: Text
    remedy_es: Text
    title_en: Text
    message_en: Text
    remedy_en: Text


class ExpectedShape(BaseModel):
    """Who owes a table (kinds of bodies), for which periods."""

    model_config = STRICT

    kinds: list[Text]
    periods: list[Text]


class DatasetShape(BaseModel):
    """A dataset apart from its table: title, licence, cadence, themes, context, expectations, notes, rules."""

    model_config = STRICT

    title: Text
    summary: Text
    plan_lines: list[Text]
    licence: Text
    cadence: Text
    themes: Annotated[list[Text], Field(min_length=1)]
    keywords: Annotated[list[Text], Field(min_length=1)]
    context: dict[str, Literal["garante", "period"]]
    expected: ExpectedShape
    notes: list[Text]
    rules: list[RuleShape]
