"""The shape of a file of ``politica/``."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from apertura.definitions.documents.check_shape import STRICT, Text
from apertura.model.issue import Severity

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class CheckShape(BaseModel):
    """A check that the policy asks of every dataset."""

    model_config = STRICT

    check: Text
    title: Text
    severity: Annotated[Severity, Field(strict=False)]
    source: Text
    parameters: dict[str, object] = {}


class CriterionShape(BaseModel):
    """A characteristic or a rule. What cannot be checked is said (``not_checked``); an empty list says: nothing."""

    model_config = STRICT

    key: Key
    title: Text
    definition: Text
    sources: Annotated[list[Text], Field(min_length=1)]
    checks: list[CheckShape]
    not_checked: list[Text]


class PolicyShape(BaseModel):
    """A policy; ``sources`` gives each source its title, by the key that the rest names it with."""

    model_config = STRICT

    title: Text
    summary: Text
    valid_from: date | None
    valid_until: date | None
    sources: Annotated[dict[Key, Text], Field(min_length=1)]
    notes: list[Text]
    characteristics: Annotated[list[CriterionShape], Field(min_length=1)]
    rules: list[CriterionShape]
