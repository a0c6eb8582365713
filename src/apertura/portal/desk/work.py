"""What a judging process does for the portal: nothing of a file is opened anywhere else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from apertura import feedback
from apertura.feedback.acuse import Checked, check, check_page
from apertura.ingest import ANNOTATED, Considered, annotated, consider
from apertura.intake.read import Opened, Read
from apertura.judge import failed, judge
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import Issue, IssueTypes
from apertura.model.seal import KnownKey
from apertura.model.submission import Submission, Verdict
from apertura.model.version import Acceptance
from apertura.portal.desk.excerpt import Excerpt, excerpts, kept
from apertura.storage import archive, register

LETTER = "carta.pdf"
"""Document of an answer given by the portal: the letter, to print."""

SHEET = "carta.hoja.json"
"""What it is made of once somebody asks for it, which few do: recorded in its place."""

ROWS = "filas.json"
"""Rows of the file that the report is about, recorded for the page that shows them."""


@dataclass(frozen=True, slots=True)
class Review:
    """A file judged without being handed in: the report, its rows to look at, and the documents of the answer.

    ``failed``: it was our machine that could not do it.
    """

    report: Mapping[str, Any]
    excerpts: tuple[Excerpt, ...]
    documents: Mapping[str, bytes]
    failed: bool


def answer(definitions: Definitions, read: Read, root: Path, submission: Submission) -> Considered:
    """Judge an archived submission and write its answer, with what its letter is printed of and its rows to look at."""
    once = _once(read)
    considered = consider(root, submission, definitions, once)
    report = json.loads(considered.documents["informe.json"])
    more = {
        SHEET: feedback.to_print(considered.verdicts, definitions),
        ROWS: kept(rows_to_look_at(definitions, once, root, submission, report)),
    }
    return replace(considered, documents={**considered.documents, **more})


def review(
    definitions: Definitions,
    read: Read,
    root: Path | None,
    content: bytes,
    submission: Submission,
    datasets: Sequence[str] | None,
) -> Review:
    """Judge a file that is not handed in, keeping nothing; ``datasets`` restricts what is looked for.

    Without ``root`` it is compared with nothing that was accepted: what is not published yet is nobody's to read.
    """
    accepted = _nothing if root is None else partial(register.acceptances, root)
    read = _once(read)
    verdicts = judge(content, submission, definitions, datasets, accepted=accepted, strict=False, read=read)
    report = feedback.report(verdicts, definitions)
    letter = {LETTER: feedback.printed(feedback.to_print(verdicts, definitions))}
    documents = {**letter, **annotated(content, verdicts, definitions, read)}
    shown = excerpts(content, submission.filename, report, definitions, read)
    return Review(report, shown, documents, _failed(verdicts))


def rows_to_look_at(
    definitions: Definitions, read: Read, root: Path, submission: Submission, report: Mapping[str, Any]
) -> tuple[Excerpt, ...]:
    """Cut out of an archived submission the rows that its report is about."""
    return excerpts(archive.load(root, submission), submission.filename, report, definitions, read)


def check_acuse(_: Definitions, __: Read, content: bytes, keys: Mapping[str, KnownKey]) -> Checked:
    """Check an acuse: PDF, JSON, or the text of its code."""
    if content.startswith(b"%PDF-"):
        return check_page(content, keys)
    return check(content.rstrip(b"\r\n") if content.startswith(b"APERTURA-ACUSE:") else content, keys)


def _once(read: Read) -> Read:
    """Offer to read as ``read`` does, one file after the other, none of them twice in a row."""
    last: list[tuple[bytes, str, Opened | Issue]] = []

    def again(content: bytes, filename: str, issue_types: IssueTypes) -> Opened | Issue:
        if not last or last[0][:2] != (content, filename):
            last[:] = [(content, filename, read(content, filename, issue_types))]
        return last[0][2]

    return again


def _nothing(
    definition: DatasetDefinition,  # noqa: ARG001 - of whatever is asked
    garante: str | None = None,  # noqa: ARG001
    period: str | None = None,  # noqa: ARG001
) -> tuple[Acceptance, ...]:
    return ()


def _failed(verdicts: Sequence[Verdict]) -> bool:
    return any(failed(verdict) for verdict in verdicts)


__all__ = ["ANNOTATED", "LETTER", "ROWS", "SHEET", "Review", "answer", "check_acuse", "review", "rows_to_look_at"]
