"""Definitions to the page that explains every issue type, rule and comparison: docs/incidencias.md, docs/issues.md."""

from collections.abc import Iterator

from apertura.feedback.explain import placeholders, texts
from apertura.feedback.mark_up import escape
from apertura.feedback.phrases import Phrases, phrases
from apertura.feedback.reason import anchor, reason
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import IssueType, Severity


def issue_page(definitions: Definitions, language: str) -> str:
    """Write a section for each, with the anchor that answers link to; Markdown, ends in one line break."""
    said = phrases(language, "incidencias")
    return "\n\n".join(_parts(definitions, said)) + "\n"


def _parts(definitions: Definitions, said: Phrases) -> Iterator[str]:
    yield f"# {said.say('title')}"
    yield said.say("opening")
    for severity in Severity:
        types = [type_ for type_ in definitions.issue_types.values() if type_.severity is severity]
        yield f"## {said.say(f'severity.{severity}')}"
        yield said.say(f"about.{severity}")
        for type_ in types:
            yield from _section(type_, definitions, None, said)
    yield f"## {said.say('rules')}"
    yield said.say("about.rules")
    for name, definition in definitions.datasets.items():
        own = [rule.issue_type for rule in definition.rules] + [each.issue_type for each in definition.comparisons]
        if own:
            yield f"### {escape(definition.title if said.language == 'es' else name)}"
            for type_ in own:
                yield from _section(type_, definitions, definition, said, level=4)


def _section(
    type_: IssueType, definitions: Definitions, definition: DatasetDefinition | None, said: Phrases, level: int = 3
) -> Iterator[str]:
    title, message, remedy = (_open(text) for text in texts(type_, said.language))
    id_ = anchor(type_, definitions, definition.name if definition else None, said.language)
    yield f'<a id="{id_}"></a>\n\n{"#" * level} {escape(title)}'
    lines = [f"- **{said.say('code')}:** `{type_.code}`"]
    if definition:
        lines.append(f"- **{said.say('gravity')}:** {said.say(f'severity.{type_.severity}')}")
    lines.append(f"- **{said.say('message')}:** {escape(message)}")
    if why := reason(type_, definitions, definition, None, said):
        lines.append(f"- **{said.say('why')}:** {escape(why)}")
    lines.append(f"- **{said.say('remedy')}:** {escape(remedy)}")
    yield "\n".join(lines)


def _open(template: str) -> str:
    """Leave dots in the places that each answer fills."""
    return template.format(**dict.fromkeys(placeholders(template), "…"))
