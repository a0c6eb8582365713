"""Definitions to all that a letter may say, a topic each: what a page that letters link to tells."""

from collections.abc import Iterator
from dataclasses import dataclass

from apertura.feedback.explain import placeholders, texts
from apertura.feedback.phrases import Phrases, phrases
from apertura.feedback.reason import anchor, help_page, reason
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import IssueType, Severity


@dataclass(frozen=True, slots=True)
class Topic:
    """An issue type, or a rule or comparison of a dataset (``dataset`` and its ``table``, a title), in one language.

    ``page`` is the place of its page in the site, without the language; there are dots where a letter says what is in
    a file.
    """

    page: str
    anchor: str
    code: str
    severity: Severity
    dataset: str | None
    table: str | None
    title: str
    message: str
    why: str | None
    remedy: str


def topics(definitions: Definitions, language: str) -> tuple[Topic, ...]:
    """List them: issue types by severity, then what is of each dataset."""
    return tuple(_topics(definitions, phrases(language, "incidencias")))


def _topics(definitions: Definitions, said: Phrases) -> Iterator[Topic]:
    for severity in Severity:
        for type_ in definitions.issue_types.values():
            if type_.severity is severity:
                yield _topic(type_, definitions, None, said)
    for definition in definitions.datasets.values():
        own = [rule.issue_type for rule in definition.rules] + [each.issue_type for each in definition.comparisons]
        yield from (_topic(type_, definitions, definition, said) for type_ in own)


def _topic(type_: IssueType, definitions: Definitions, definition: DatasetDefinition | None, said: Phrases) -> Topic:
    title, message, remedy = (_open(text) for text in texts(type_, said.language))
    dataset = definition.name if definition else None
    return Topic(
        page=help_page(type_, definitions, dataset),
        anchor=anchor(type_, definitions, dataset, said.language),
        code=type_.code,
        severity=type_.severity,
        dataset=dataset,
        table=definition.title if definition else None,
        title=title,
        message=message,
        why=reason(type_, definitions, definition, None, said),
        remedy=remedy,
    )


def _open(template: str) -> str:
    """Leave dots in the places that each answer fills."""
    return template.format(**dict.fromkeys(placeholders(template), "…"))
