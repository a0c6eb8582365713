"""Definitions to the page that explains every issue type, rule and comparison: docs/incidencias.md, docs/issues.md."""

from collections.abc import Iterator
from itertools import groupby

from apertura.feedback.mark_up import escape
from apertura.feedback.phrases import Phrases, phrases
from apertura.feedback.topics import Topic, topics
from apertura.model.definition import Definitions
from apertura.model.issue import Severity


def issue_page(definitions: Definitions, language: str) -> str:
    """Write a section for each, with the anchor that answers link to; Markdown, ends in one line break."""
    said = phrases(language, "incidencias")
    return "\n\n".join(_parts(topics(definitions, language), said)) + "\n"


def _parts(found: tuple[Topic, ...], said: Phrases) -> Iterator[str]:
    yield f"# {said.say('title')}"
    yield said.say("opening")
    for severity in Severity:
        yield f"## {said.say(f'severity.{severity}')}"
        yield said.say(f"about.{severity}")
        for topic in found:
            if topic.dataset is None and topic.severity is severity:
                yield from _section(topic, said)
    yield f"## {said.say('rules')}"
    yield said.say("about.rules")
    own = (topic for topic in found if topic.dataset is not None)
    for (name, title), mine in groupby(own, key=lambda topic: (topic.dataset, topic.table)):
        yield f"### {escape(str(title if said.language == 'es' else name))}"
        for topic in mine:
            yield from _section(topic, said, level=4)


def _section(topic: Topic, said: Phrases, level: int = 3) -> Iterator[str]:
    yield f'<a id="{topic.anchor}"></a>\n\n{"#" * level} {escape(topic.title)}'
    lines = [f"- **{said.say('code')}:** `{topic.code}`"]
    if topic.dataset:
        lines.append(f"- **{said.say('gravity')}:** {said.say(f'severity.{topic.severity}')}")
    lines.append(f"- **{said.say('message')}:** {escape(topic.message)}")
    if topic.why:
        lines.append(f"- **{said.say('why')}:** {escape(topic.why)}")
    lines.append(f"- **{said.say('remedy')}:** {escape(topic.remedy)}")
    yield "\n".join(lines)
