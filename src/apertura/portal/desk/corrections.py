"""A returned submission to the cells that can be corrected in a page, and what was chosen to a corrected book."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from apertura.feedback.echo import echo
from apertura.feedback.explain import explain
from apertura.feedback.phrases import phrases
from apertura.feedback.repair import CELL, Corrected, apply, as_number, log, propose
from apertura.intake.read import Read
from apertura.judge import judge
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.personal_data import HIDDEN
from apertura.model.repair import Repair
from apertura.model.submission import Submission, Verdict
from apertura.storage import archive, register
from apertura.storage.corrections import keep
from apertura.validation.personal_data.conceal import PERSONAL
from apertura.validation.personal_data.hide import hide

LONGEST = 2000
"""Characters of a value that is written in a page."""


@dataclass(frozen=True, slots=True)
class Editable:
    """A cell that may be corrected in the page: ``suggested`` is the repair that is proposed, where one is.

    ``key`` stands for the cell in a form; ``before`` is what stands in it, and ``told`` what is said of it.
    """

    key: str
    dataset: str
    sheet: str | None
    cell: str
    field: str
    title: str
    before: str
    rule: str
    rule_title: str
    told: str
    type: str
    suggested: Repair | None

    def written(self, after: str) -> Repair:
        """Make the repair that somebody wrote by hand."""
        return Repair(
            self.dataset,
            self.sheet,
            self.cell,
            self.field,
            self.rule,
            self.rule_title,
            self.before,
            after,
            None,
            as_number(self.type, after),
        )


def editables(definitions: Definitions, read: Read, root: Path, submission: Submission) -> tuple[Editable, ...]:
    """List the cells, in the order of the verdicts: those that return the table, and those with a suggestion."""
    return _editables(_verdicts(definitions, read, root, submission), definitions)


def corrected(
    definitions: Definitions, read: Read, root: Path, submission: Submission, accepted: Sequence[Repair]
) -> Corrected | None:
    """Write what was accepted into a copy; None where there is no workbook to write it in."""
    verdicts = _verdicts(definitions, read, root, submission)
    return apply(archive.load(root, submission), verdicts, accepted, definitions, read=read)


def chosen(cells: Sequence[Editable], form: Mapping[str, str]) -> tuple[tuple[Repair, ...], tuple[str, ...]]:
    """Read what a form chose, and the cells of which it cannot be taken: what holds personal data is written by nobody.

    A form has ``usar-<key>`` for a suggestion taken, ``todas-<rule>`` for all of a kind, ``valor-<key>`` for a value.
    """
    repairs, refused = list[Repair](), list[str]()
    for each in cells:
        value = form.get(f"valor-{each.key}", "").strip()
        takes = f"usar-{each.key}" in form or f"todas-{each.rule}" in form
        if value and value != each.before:
            if len(value) > LONGEST or hide(value) != value or not value.isprintable():
                refused.append(each.cell)
            else:
                repairs.append(each.written(value))
        elif takes and each.suggested is not None:
            repairs.append(each.suggested)
    return tuple(repairs), tuple(refused)


def record(root: Path, submission: Submission, book: Corrected, *, now: datetime) -> None:
    """Put on record what is in a corrected book, before anybody has the book."""
    hashes = submission.sha256, hashlib.sha256(book.content).hexdigest()
    whose = submission.garante, submission.period
    by = phrases("es", "correcciones").say("by")
    keep(root, whose, hashes, log(book.done, whose, by, now, hashes))


def _verdicts(definitions: Definitions, read: Read, root: Path, submission: Submission) -> tuple[Verdict, ...]:
    accepted = partial(register.acceptances, root)
    return judge(archive.load(root, submission), submission, definitions, accepted=accepted, strict=False, read=read)


def _editables(verdicts: Sequence[Verdict], definitions: Definitions) -> tuple[Editable, ...]:
    suggested = {(repair.sheet, repair.cell): repair for repair in propose(verdicts, definitions)}
    found = {(each.sheet, each.cell): each for each in reversed([*_found(verdicts, definitions)])}
    headings = [repair for place, repair in suggested.items() if place not in found]
    return (
        *(_heading(repair) for repair in headings),
        *(replace(each, suggested=suggested.get(place)) for place, each in reversed(found.items())),
    )


def _found(verdicts: Sequence[Verdict], definitions: Definitions) -> Iterator[Editable]:
    said = phrases("es")
    for verdict in verdicts:
        fields = (
            {field.name: field for field in definitions.datasets[verdict.dataset].schema.fields}
            if verdict.dataset
            else {}
        )
        for issue in verdict.issues:
            field = fields.get(issue.field or "")
            if field is None or verdict.dataset is None or not _correctable(issue):
                continue
            yield Editable(
                key=_key(issue.sheet, issue.cell or ""),
                dataset=verdict.dataset,
                sheet=issue.sheet,
                cell=issue.cell or "",
                field=field.name,
                title=field.title,
                before=issue.value or "",
                rule=issue.type.code,
                rule_title=issue.type.title_es,
                told=explain(issue, said, field.title).message,
                type=field.type,
                suggested=None,
            )


def _correctable(issue: Issue) -> bool:
    worth = issue.type.severity.returns or issue.suggestion is not None
    plain = issue.row is not None and issue.cell is not None and CELL.fullmatch(issue.cell) is not None
    value = issue.value or ""
    personal = issue.type.code.startswith(PERSONAL) or value == HIDDEN or hide(value) != value
    return worth and plain and not personal


def _heading(repair: Repair) -> Editable:
    return Editable(
        key=_key(repair.sheet, repair.cell),
        dataset=repair.dataset,
        sheet=repair.sheet,
        cell=repair.cell,
        field=repair.field,
        title=echo(repair.before),
        before=repair.before,
        rule=repair.rule,
        rule_title=repair.title,
        told=repair.title,
        type="string",
        suggested=repair,
    )


def _key(sheet: str | None, cell: str) -> str:
    return hashlib.sha256(f"{sheet}\0{cell}".encode()).hexdigest()[:12]
