"""Verdict to its part of the letter: the table as read, then its causes by what they ask for."""

from collections.abc import Iterator
from itertools import accumulate

from apertura.feedback.causes import Cause, causes
from apertura.feedback.document import Block, Facts, Heading, Paragraph
from apertura.feedback.echo import LISTED, echo
from apertura.feedback.fine_rows import fine_rows
from apertura.feedback.phrases import Phrases
from apertura.feedback.point import Told, point
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import Responsibility, Severity
from apertura.model.submission import Verdict

SECTIONS = ("fix", "review", "know", "ours")


def table_part(
    verdict: Verdict, definitions: Definitions, phrases: Phrases, numbers: Iterator[int], *, alone: bool
) -> Iterator[Block]:
    """Write what concerns one table, or the file where there is none.

    ``numbers`` numbers the points; a table that is not ``alone`` in its file says its own verdict in its title.
    """
    definition = definitions.datasets[verdict.dataset] if verdict.dataset else None
    told = Told(definitions, definition, phrases)
    yield Heading(2, _title(verdict, definition, phrases, alone=alone))
    if facts := tuple(_facts(verdict, phrases)):
        yield Facts(facts)
    found = causes(verdict.issues)
    for section in SECTIONS:
        points = [cause for cause in found if _section(cause) == section]
        if points:
            yield Heading(3, phrases.say(f"section.{section}"))
            yield Paragraph(phrases.say(f"section.{section}.count", n=len(points)))
            yield from (point(cause, next(numbers), section, told) for cause in points)
    if definition and not verdict.accepted:
        yield from _fine(verdict, definition, phrases)


def _fine(verdict: Verdict, definition: DatasetDefinition, phrases: Phrases) -> Iterator[Block]:
    """Name the columns in which there is nothing to correct, where all that is to be corrected is in some column."""
    returning = [issue for issue in verdict.issues if issue.type.severity.returns]
    wrong = {issue.field for issue in returning}
    fine = [echo(field.title) for field in definition.schema.fields if field.name not in wrong]
    if fine and None not in wrong:
        total = phrases.number(len(definition.schema.fields))
        ends = accumulate(len(title) + len(", ") for title in fine)
        shown = fine[: sum(end <= LISTED for end in ends)]
        listed, rest = ", ".join(shown), len(fine) - len(shown)
        columns = phrases.say("fine.columns.more", n=rest, columns=listed) if rest else listed
        yield Heading(3, phrases.say("section.fine"))
        yield Paragraph(phrases.say("fine.columns", n=len(fine), total=total, columns=columns))


def _title(verdict: Verdict, definition: DatasetDefinition | None, phrases: Phrases, *, alone: bool) -> str:
    if definition is None:
        return phrases.say("file.section")
    ending = "" if alone else ".accepted" if verdict.accepted else ".returned"
    return phrases.say(f"table.title{ending}", title=definition.title)


def _facts(verdict: Verdict, phrases: Phrases) -> Iterator[tuple[str, str]]:
    if verdict.sheet is not None:
        yield phrases.say("table.sheet"), phrases.say("table.sheet.name", sheet=echo(verdict.sheet))
    if verdict.header_row is not None:
        id_ = "table.header.row" if verdict.header_reason else "table.header.bare"
        reason = echo(verdict.header_reason or "", LISTED)
        yield phrases.say("table.header"), phrases.say(id_, row=str(verdict.header_row), reason=reason)
    if verdict.rows:
        yield phrases.say("table.rows"), _rows(verdict, phrases)
    if verdict.cells is not None:
        places = {"used": verdict.cells.used, "ignored": verdict.cells.ignored, "reported": verdict.cells.reported}
        counts = {name: phrases.number(n) for name, n in places.items()}
        yield phrases.say("table.cells"), phrases.say("table.cells.account", n=verdict.cells.total, **counts)


def _rows(verdict: Verdict, phrases: Phrases) -> str:
    fine = fine_rows(verdict)
    if fine == verdict.rows:
        return phrases.say("rows.fine.all", n=verdict.rows)
    if fine == 0:
        return phrases.say("rows.fine.none", n=verdict.rows)
    return phrases.say("rows.fine.some", n=fine, total=phrases.number(verdict.rows))


def _section(cause: Cause) -> str:
    if cause.type.responsibility is Responsibility.NOSOTROS:
        return "ours"
    if cause.type.severity.returns:
        return "fix"
    return "review" if cause.type.severity is Severity.ADVERTENCIA else "know"
