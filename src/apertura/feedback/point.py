"""Cause to a point of the letter: what, where, how many, how to mend it, an example."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from apertura.feedback.causes import Cause, alike
from apertura.feedback.document import Address, Cases, Point
from apertura.feedback.example import example, mend
from apertura.feedback.explain import explain
from apertura.feedback.phrases import Phrases
from apertura.feedback.place import how_many, located, place, short_place, total
from apertura.feedback.reason import reason, section
from apertura.model.definition import DatasetDefinition, Definitions, Field
from apertura.model.issue import Issue, Responsibility

SHOWN = 5
"""Cases shown of a cause; totals are exact past it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What points are told from: the definitions, the one of the table if it is of one, and the language's phrases."""

    definitions: Definitions
    definition: DatasetDefinition | None
    phrases: Phrases

    @property
    def fields(self) -> Mapping[str, Field]:
        """Fields of the table's schema, by name."""
        return {field.name: field for field in self.definition.schema.fields} if self.definition else {}


def point(cause: Cause, number: int, section_: str, told: Told) -> Point:
    """Write a cause of a section of the letter."""
    phrases, fields = told.phrases, told.fields
    field = fields.get(cause.field) if cause.field else None
    words = explain(cause.issues[0], phrases, field.title if field else None)
    title = phrases.say("point.title", title=words.title, field=field.title) if field else words.title
    entries: list[tuple[str, str | Cases]] = [
        *_where(cause, phrases),
        (phrases.say("point.found"), _found(cause, fields, phrases)),
    ]
    if why := reason(cause.type, told.definitions, told.definition, field, phrases):
        entries.append((phrases.say("point.why"), why))
    entries.append((phrases.say("point.fix" if _must_mend(cause) else "point.advice"), words.remedy))
    if (shown := example_of(cause, field)) and shown not in words.remedy:
        entries.append((phrases.say("point.example"), shown))
    dataset = told.definition.name if told.definition else None
    more = section(cause.type, told.definitions, dataset, phrases.language)
    entries.append((phrases.say("point.page"), Address(more) if told.definitions.site else more))
    return Point(number, title, tuple(entries), section_)


def example_of(cause: Cause, field: Field | None) -> str | None:
    """Return the example of a cause: of the one value that is wrong, or of the field where there are several."""
    one = len({issue.value for issue in cause.issues}) == 1
    issue = cause.issues[0]
    return example(issue if one else replace(issue, value=None, suggestion=None), field)


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
    if words.suggestion is not None:
        return f"{words.message} {phrases.say('found.suggestion', suggestion=words.suggestion)}"
    mended = mend(issue)
    return f"{words.message} {phrases.say('found.mended', mended=mended)}" if mended else words.message


def _must_mend(cause: Cause) -> bool:
    return cause.type.severity.returns and cause.type.responsibility is Responsibility.ENLACE
