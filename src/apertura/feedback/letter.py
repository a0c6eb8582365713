"""Verdicts of one file to the letter its steward reads: the verdict first, then one point per cause."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC
from types import MappingProxyType
from typing import Literal

from apertura.feedback.document import Block, Facts, Heading, Paragraph
from apertura.feedback.echo import echo
from apertura.feedback.mark_up import mark_up
from apertura.feedback.outcome import Outcome, outcome
from apertura.feedback.phrases import Phrases, phrases
from apertura.feedback.table_part import table_part
from apertura.feedback.typeset import typeset
from apertura.model.definition import Definitions
from apertura.model.issue import Severity
from apertura.model.submission import Submission, Verdict

Language = Literal["es", "en"]
Form = Literal["texto", "markdown", "html"]
FORMS: Mapping[Form, Callable[[Sequence[Block], Phrases], str]] = MappingProxyType(
    {
        "texto": lambda blocks, _: typeset(blocks),
        "markdown": lambda blocks, _: mark_up(blocks),
        "html": lambda blocks, said: _page(blocks, said),
    }
)


def letter(
    verdicts: Sequence[Verdict], definitions: Definitions, *, language: Language = "es", form: Form = "texto"
) -> str:
    """Write the letter about one file, of which there is at least one verdict.

    Plain text is wrapped at 78 columns; Markdown and HTML hold nothing of the file as markup, and HTML nothing from
    elsewhere. Counts are exact; of the cases of a cause, five are shown.
    """
    return FORMS[form](_blocks(verdicts, definitions, language), phrases(language))


def letters(verdicts: Sequence[Verdict], definitions: Definitions, *, language: Language = "es") -> dict[Form, str]:
    """Write the one letter in each of its forms."""
    blocks = _blocks(verdicts, definitions, language)
    return {form: written(blocks, phrases(language)) for form, written in FORMS.items()}


def to_print(verdicts: Sequence[Verdict], definitions: Definitions, *, language: Language = "es") -> bytes:
    """Write the one letter as the sheet that ``printed`` makes a PDF of, dated when the file was received."""
    from apertura.feedback.forms.sheet import sheet

    submission, blocks = verdicts[0].submission, _blocks(verdicts, definitions, language)
    said = phrases(language)
    about = " · ".join(text for text in (submission.garante, submission.period, submission.sha256[:12]) if text)
    footer = said.say("printed.footer", about=about)
    return sheet(blocks, language, _subject(blocks), submission.received.astimezone(UTC), footer)


def _page(blocks: Sequence[Block], said: Phrases) -> str:
    from apertura.feedback.forms.page import page

    return page(blocks, said.language, _subject(blocks))


def _subject(blocks: Sequence[Block]) -> str:
    """Return the verdict and the first table's title, as a document or a message is called."""
    headings = [block.text for block in blocks if isinstance(block, Heading) and block.level < 3]
    return ": ".join(headings[:2])


def _blocks(verdicts: Sequence[Verdict], definitions: Definitions, language: Language) -> list[Block]:
    said = phrases(language)
    return [
        *_opening(verdicts[0].submission, definitions, said),
        *_verdict(verdicts, said),
        *_tables(verdicts, definitions, said),
        *_closing(verdicts, said),
    ]


def _opening(submission: Submission, definitions: Definitions, said: Phrases) -> Iterator[Block]:
    # a check without handing in may not know whose the file is
    if submission.garante:
        garante = definitions.garantes[submission.garante]
        yield Paragraph(said.say("greeting.body", name=garante.name, acronym=garante.acronym))
    yield Paragraph(said.say("greeting.steward"))
    yield Paragraph(said.say(said.variant("greeting.thanks", submission.channel)))
    yield Facts(tuple(_file(submission, definitions, said)))


def _file(submission: Submission, definitions: Definitions, said: Phrases) -> Iterator[tuple[str, str]]:
    date, time = said.instant(submission.received)
    yield said.say("file.name"), said.say("file.quoted", file=echo(submission.filename))
    if submission.period:
        period = definitions.periods[submission.period]
        start, end = said.day(period.start), said.day(period.end)
        yield said.say("file.period"), said.say("file.period.dates", period=period.id, start=start, end=end)
    received = said.say(said.variant("file.received", submission.channel))
    yield received, said.say("file.received.at", date=date, time=time)
    yield said.say("file.hash"), submission.sha256[:12]


def _verdict(verdicts: Sequence[Verdict], said: Phrases) -> Iterator[Block]:
    became, channel = outcome(verdicts), verdicts[0].submission.channel
    yield Heading(1, said.say(f"verdict.{became}"))
    if became is not Outcome.PARTLY:
        sentences = [said.say(said.variant(f"next.{became}", channel), n=len(verdicts))]
        if became is Outcome.ACCEPTED and any(verdict.counts[Severity.ADVERTENCIA] for verdict in verdicts):
            sentences.append(said.say("next.review"))
        yield Paragraph(" ".join(sentences))
        return
    accepted = sum(verdict.accepted for verdict in verdicts)
    total, returned = said.number(len(verdicts)), len(verdicts) - accepted
    first = said.say(said.variant("next.partly.accepted", channel), n=accepted, total=total)
    then = said.say(said.variant("next.partly.returned", channel), n=returned)
    yield Paragraph(f"{first} {then}")


def _tables(verdicts: Sequence[Verdict], definitions: Definitions, said: Phrases) -> Iterator[Block]:
    numbers = itertools.count(1)
    for verdict in verdicts:
        yield from table_part(verdict, definitions, said, numbers, alone=len(verdicts) == 1)


def _closing(verdicts: Sequence[Verdict], said: Phrases) -> Iterator[Block]:
    became, channel = outcome(verdicts), verdicts[0].submission.channel
    if became is Outcome.ACCEPTED or became is Outcome.OURS:
        yield Paragraph(said.say(said.variant(f"closing.{became}", channel)))
        return
    yield Heading(2, said.say("closing.title"))
    yield Paragraph(said.say(said.variant("closing.returned", channel)))
    yield Paragraph(said.say("closing.help"))
