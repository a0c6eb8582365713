"""The shape of ``dataset.yaml``."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from apertura.definitions.documents.check_shape import STRICT, Text
from apertura.model.issue import Severity
from apertura.model.personal_data import PersonalKind


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


class PermissionShape(BaseModel):
    """What a field may hold of personal data, and why; told with the severity, or not looked for without one."""

    model_config = STRICT

    field: Text
    kinds: Annotated[list[Annotated[PersonalKind, Field(strict=False)]], Field(min_length=1)]
    severity: Annotated[Severity | None, Field(strict=False)] = None
    reason: Text


class ExpectedShape(BaseModel):
    """Who owes a table (kinds of bodies), for which periods."""

    model_config = STRICT

    kinds: list[Text]
    periods: list[Text]


class DatasetShape(BaseModel):
    """A dataset apart from its table: what it is, who owes it, what it may hold of persons, and its rules."""

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
    personal_data: list[PermissionShape] = []
    rules: list[RuleShape]
