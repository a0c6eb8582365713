"""Issue to the words that explain it, in the steward's language."""

import string
from dataclasses import dataclass
from functools import cache

from apertura.feedback.echo import LISTED, echo
from apertura.feedback.phrases import Phrases
from apertura.model.issue import Issue, IssueType


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is wrong and what to do, filled in; ``suggestion`` None where there is none."""

    title: str
    message: str
    remedy: str
    suggestion: str | None


def explain(issue: Issue, phrases: Phrases, field_title: str | None) -> Explanation:
    """Fill the texts of the issue's type with its details and its place; what is not known says so."""
    title, message, remedy = (_fill(text, issue, phrases, field_title) for text in texts(issue.type, phrases.language))
    return Explanation(title, message, remedy, None if issue.suggestion is None else echo(issue.suggestion))


def texts(type_: IssueType, language: str) -> tuple[str, str, str]:
    """Return title, message and remedy of a type in a language, as templates."""
    if language == "en":
        return type_.title_en, type_.message_en, type_.remedy_en
    return type_.title_es, type_.message_es, type_.remedy_es


@cache
def placeholders(template: str) -> tuple[str, ...]:
    """Names between braces in a template, in order."""
    return tuple(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def _fill(template: str, issue: Issue, phrases: Phrases, field_title: str | None) -> str:
    return template.format(**{name: _known(name, issue, phrases, field_title) for name in placeholders(template)})


def _known(name: str, issue: Issue, phrases: Phrases, field_title: str | None) -> str:
    if name == "count":
        return phrases.number(issue.count)
    if name == "row" and issue.row is not None:
        return str(issue.row)
    own = {
        "value": issue.value,
        "field_title": field_title,
        "cell": issue.cell,
        "sheet": issue.sheet,
        "suggestion": issue.suggestion,
    }
    shown = echo(own[name] or "") if name in own else echo(issue.details.get(name, ""), LISTED)
    # a detail left blank reads as badly as one that is not there
    return shown or phrases.say("missing")
