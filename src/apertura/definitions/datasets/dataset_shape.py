"""The shape of ``dataset.yaml``."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from apertura.definitions.documents.check_shape import STRICT, Text
from apertura.model.comparison import ComparisonKind
from apertura.model.issue import Severity
from apertura.model.personal_data import PersonalKind

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class RuleShape(BaseModel):
    """A rule between columns, with its texts."""

    model_config = STRICT

    code: Code
    severity: Annotated[Severity, Field(strict=False)]
    condition: Text
    title_es: Text
    message_es: Text
    remedy_es: Text
    title_en: Text
    message_en: Text
    remedy_en: Text


class ComparisonShape(BaseModel):
    """A comparison with the period before, with its texts.

    Which of the keys with a default it asks for depends on its kind; the defaults only stand for what is absent.
    """

    model_config = STRICT

    code: Code
    kind: Annotated[ComparisonKind, Field(strict=False)]
    field: Text = ""
    tolerance: Annotated[float, Field(ge=0)] = 0
    factor: Annotated[float, Field(gt=1)] = 2
    at_least: Annotated[float, Field(ge=0)] = 0
    rows: Annotated[int, Field(ge=2)] = 2
    apart: list[Text] = []
    within_year: bool = False
    justification: Text = ""
    source: Text
    title_es: Text
    message_es: Text
    remedy_es: Text
    title_en: Text
    message_en: Text
    remedy_en: Text


class OwedRowsShape(BaseModel):
    """Which rows a table owes: one for each row of a catalogue that is of a work plan in force."""

    model_config = STRICT

    field: Text
    catalogue: Text
    key: Text
    plan: Text


class PermissionShape(BaseModel):
    """What a field may hold of personal data, and why; told with the severity, or not looked for without one."""

    model_config = STRICT

    field: Text
    kinds: Annotated[list[Annotated[PersonalKind, Field(strict=False)]], Field(min_length=1)]
    severity: Annotated[Severity | None, Field(strict=False)] = None
    reason: Text


class ExpectedShape(BaseModel):
    """Who owes a table (kinds of bodies), for which periods; and, where that can be told, which rows."""

    model_config = STRICT

    kinds: list[Text]
    periods: list[Text]
    rows: OwedRowsShape | None = None


class TemplateShape(BaseModel):
    """What a template already brings: the fields whose values of the period before are carried into the new one."""

    model_config = STRICT

    carried: Annotated[list[Text], Field(min_length=1)]


class ApprovalShape(BaseModel):
    """That a new version waits for an operator's yes, and for how many days."""

    model_config = STRICT

    days: Annotated[int, Field(ge=1, le=90)]


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
    comparisons: list[ComparisonShape] = []
    template: TemplateShape | None = None
    approval: ApprovalShape | None = None
