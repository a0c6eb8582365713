"""Verdicts to what is marked in each sheet: ranges by severity, and the note of each cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from apertura.feedback.addresses import Range, ranges
from apertura.feedback.example import example
from apertura.feedback.explain import explain
from apertura.feedback.phrases import Phrases
from apertura.feedback.reason import section
from apertura.model.definition import Definitions, Field
from apertura.model.issue import Issue, Severity
from apertura.model.submission import Verdict

NOTES = 3_000
"""Cells of a sheet that carry a note, gravest first; a workbook with many more is slow to open."""

RANGES = 20_000
"""Ranges of a sheet that are filled, gravest first."""

_LONGEST = 4_000


@dataclass
class Marks:
    """What is marked in a sheet: ranges in A1 by severity, the note of each cell, and how many were left out."""

    ranges: dict[Severity, list[str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    unmarked: int = 0
    unsaid: int = 0


def marks(verdicts: Sequence[Verdict], definitions: Definitions, said: Phrases) -> Mapping[str | None, Marks]:
    """Tell what to mark, by sheet (None: the only one of a csv file).

    Each range that an issue names is filled, and carries its note in its first cell.
    """
    found: dict[str | None, Marks] = {}
    for verdict in verdicts:
        fields = definitions.datasets[verdict.dataset].schema.fields if verdict.dataset else ()
        titles = {field.name: field for field in fields}
        for issue in sorted(verdict.issues, key=lambda issue: list(Severity).index(issue.type.severity)):
            if issue.cell is not None:
                more = section(issue.type, definitions, verdict.dataset, said.language) if definitions.site else None
                _mark(found.setdefault(issue.sheet, Marks()), issue, titles.get(issue.field or ""), said, more)
    for each in found.values():
        each.ranges = {severity: _joined(listed) for severity, listed in each.ranges.items()}
    return found


def _mark(sheet: Marks, issue: Issue, field: Field | None, said: Phrases, more: str | None) -> None:
    note = None
    for place in (issue.cell or "").split(","):
        if sum(map(len, sheet.ranges.values())) >= RANGES:
            sheet.unmarked += 1
            continue
        for range_ in ranges([place]):
            sheet.ranges.setdefault(issue.type.severity, []).append(_a1(range_))
            first = f"{range_.left[1]}{range_.top}"
            if first not in sheet.notes and len(sheet.notes) >= NOTES:
                sheet.unsaid += 1
            else:
                note = note or "\n".join(_lines(issue, field, said, more))
                _add(sheet.notes, first, note)


def _add(notes: dict[str, str], cell: str, note: str) -> None:
    before = notes.get(cell)
    if before is None:
        notes[cell] = note
    elif note not in before and len(before) + len(note) < _LONGEST:
        notes[cell] = f"{before}\n\n{note}"


def _lines(issue: Issue, field: Field | None, said: Phrases, more: str | None) -> Iterator[str]:
    words = explain(issue, said, field.title if field else None)
    yield said.say(f"note.{issue.type.severity}", title=words.title)
    yield words.message
    if words.suggestion is not None:
        yield said.say("found.suggestion", suggestion=words.suggestion)
    yield said.say("note.fix" if issue.type.severity.returns else "note.advice", remedy=words.remedy)
    if shown := example(issue, field):
        yield said.say("note.example", example=shown)
    if more:
        yield said.say("note.page", address=more)


def _a1(range_: Range) -> str:
    first, last = f"{range_.left[1]}{range_.top}", f"{range_.right[1]}{range_.bottom}"
    return first if first == last else f"{first}:{last}"


def _joined(listed: Sequence[str]) -> list[str]:
    return [_a1(range_) for range_ in ranges(listed)]
