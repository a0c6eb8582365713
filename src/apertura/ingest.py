"""Submission to Verdicts: judged, answered and recorded. The first of the two verbs."""

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl

from apertura import feedback, intake, validation
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.submission import Submission, Verdict
from apertura.model.table import NormalisedTable
from apertura.storage import archive, register

logger = logging.getLogger(__name__)


def judge(
    content: bytes, submission: Submission, definitions: Definitions, datasets: Sequence[str] | None = None
) -> tuple[Verdict, ...]:
    """Judge a file: one verdict per table found in it, or one without dataset where there is none.

    ``datasets`` restricts what is looked for; None looks for all. Never raises for what a file holds: where our own
    machine fails on it, the verdict carries the one issue ``error-interno``, which is ours to mend.
    """
    try:
        return _judge(content, submission, definitions, datasets or tuple(definitions.datasets))
    except Exception:
        logger.exception("no se pudo juzgar %s de %s", submission.sha256[:12], submission.garante)
        return (_without_table(submission, (Issue(definitions.issue_types["error-interno"]),)),)


def ingest(root: Path, submission: Submission, definitions: Definitions, *, now: datetime) -> tuple[Verdict, ...]:
    """Judge an archived submission and record verdicts, answer and accepted tables under ``root``.

    A submission that our machine failed on is not recorded, so that the next run tries it again.
    """
    verdicts = judge(archive.load(root, submission), submission, definitions)
    if not any(failed(verdict) for verdict in verdicts):
        contracts = {name: definition.contract for name, definition in definitions.datasets.items()}
        register.record(root, verdicts, answer(verdicts, definitions), accepted=now, contracts=contracts)
    return verdicts


def answer(verdicts: Sequence[Verdict], definitions: Definitions) -> Mapping[str, bytes]:
    """Write the answer to the steward as files: letter as text and Markdown, report as JSON (all UTF-8)."""
    report = json.dumps(feedback.report(verdicts, definitions), ensure_ascii=False, indent=1)
    return {
        "carta.txt": feedback.letter(verdicts, definitions, form="texto").encode(),
        "carta.md": feedback.letter(verdicts, definitions, form="markdown").encode(),
        "informe.json": f"{report}\n".encode(),
    }


def failed(verdict: Verdict) -> bool:
    """Whether it was our machine, not the file, that could not do it."""
    return any(issue.type.code == "error-interno" for issue in verdict.issues)


def _judge(
    content: bytes, submission: Submission, definitions: Definitions, datasets: Sequence[str]
) -> tuple[Verdict, ...]:
    found = intake.intake(content, submission, definitions, datasets)
    if not found.tables:
        return (_without_table(submission, found.issues),)
    # what concerns the file as a whole is said once, with its first table
    about_file = [found.issues] + [()] * (len(found.tables) - 1)
    return tuple(
        _verdict(table, (*about, *noted), submission, definitions)
        for about, (table, noted) in zip(about_file, found.tables, strict=True)
    )


def _verdict(
    table: NormalisedTable, noted: tuple[Issue, ...], submission: Submission, definitions: Definitions
) -> Verdict:
    canonical, broken = validation.validate(table, definitions.datasets[table.dataset], definitions)
    absent = {issue.field for issue in noted if issue.type.code == "encabezado-faltante"}
    # a column that is not there was said once; that its cells are empty is no news
    issues = (*noted, *(issue for issue in broken if issue.row is not None or issue.field not in absent))
    return Verdict(
        submission=submission,
        dataset=table.dataset,
        sheet=table.sheet,
        header_row=table.header_row,
        header_reason=table.header_reason,
        rows=pl.DataFrame(table.values).height,
        issues=issues,
        table=None if any(issue.type.severity.returns for issue in issues) else canonical,
        cells=table.cells,
    )


def _without_table(submission: Submission, issues: tuple[Issue, ...]) -> Verdict:
    return Verdict(
        submission=submission,
        dataset=None,
        sheet=None,
        header_row=None,
        header_reason=None,
        rows=0,
        issues=issues,
        table=None,
        cells=None,
    )
