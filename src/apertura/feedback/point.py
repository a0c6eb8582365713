"""Cause to a point of the letter: what, where, how many, how to mend it, an example."""

import re
from collections.abc import Iterator, Mapping, Sequence

from apertura.feedback.causes import Cause, alike
from apertura.feedback.document import Cases, Point
from apertura.feedback.echo import echo
from apertura.feedback.explain import explain
from apertura.feedback.phrases import Phrases
from apertura.feedback.place import how_many, located, place, short_place, total
from apertura.model.definition import Field
from apertura.model.issue import Issue, Responsibility

SHOWN = 5
"""Cases shown of a cause; totals are exact past it."""

# the general types about how one value is written: only there does the example of the field answer the question
_WRITING = re.compile(r"type-error|constraint-(?!unique)|foreign-key|decimales-de-mas|celda-con-error")


def point(cause: Cause, number: int, fields: Mapping[str, Field], phrases: Phrases) -> Point:
    """Write a cause; ``fields`` are those of its table's schema, by name."""
    field = fields.get(cause.field) if cause.field else None
    words = explain(cause.issues[0], phrases, field.title if field else None)
    title = phrases.say("point.title", title=words.title, field=field.title) if field else words.title
    entries: list[tuple[str, str | Cases]] = [
        *_where(cause, phrases),
        (phrases.say("point.found"), _found(cause, fields, phrases)),
        (phrases.say("point.fix" if _must_mend(cause) else "point.advice"), words.remedy),
    ]
    if field and field.example and _WRITING.match(cause.type.code) and field.example not in words.remedy:
        entries.append((phrases.say("point.example"), echo(field.example)))
    return Point(number, title, tuple(entries))


def _where(cause: Cause, phrases: Phrases) -> Iterator[tuple[str, str]]:
    if located(cause.issues):
        yield phrases.say("point.where"), place(cause.issues, phrases)
    elif (cases := total(cause.issues)) > 1:
        yield phrases.say("point.count"), phrases.number(cases)


def _found(cause: Cause, fields: Mapping[str, Field], phrases: Phrases) -> str | Cases:
    groups = alike(cause, phrases.language)
    if len(groups) == 1:
        return _said(groups[0][0], fields, phrases)
    places = [short_place(group, phrases) for group in groups[:SHOWN]]
    # one place for all was already said
    places = places if len(set(places)) > 1 else [""] * len(places)
    said = [_said(group[0], fields, phrases) for group in groups[:SHOWN]]
    return Cases(
        headers=(phrases.say("point.where"), phrases.say("point.found")),
        rows=tuple(zip(places, said, strict=True)),
        more=_more(groups[SHOWN:], phrases) if len(groups) > SHOWN else None,
    )


def _more(groups: Sequence[Sequence[Issue]], phrases: Phrases) -> str:
    issues = [issue for group in groups for issue in group]
    if total(issues) == len(groups):
        return phrases.say("point.more", n=len(groups))
    return phrases.say("point.more.count", n=len(groups), count=how_many(issues, phrases))


def _said(issue: Issue, fields: Mapping[str, Field], phrases: Phrases) -> str:
    field = fields.get(issue.field) if issue.field else None
    words = explain(issue, phrases, field.title if field else None)
    # whether the value itself is said is for the type's message to decide: it may be personal data
    if words.suggestion is None:
        return words.message
    return f"{words.message} {phrases.say('found.suggestion', suggestion=words.suggestion)}"


def _must_mend(cause: Cause) -> bool:
    return cause.type.severity.returns and cause.type.responsibility is Responsibility.ENLACE
