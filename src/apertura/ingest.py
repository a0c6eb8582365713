"""Submission to Verdicts: judged, answered and recorded. The first of the two verbs."""

import json
import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

import polars as pl

from apertura import feedback, intake
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.submission import Submission, Verdict
from apertura.model.table import NormalisedTable
from apertura.storage import archive, register
from apertura.validation import Named, conceal, conceal_labels, hide, known_rows, quiet_label, validate
from apertura.validation.known_rows import Accepted

logger = logging.getLogger(__name__)

_OF_OTHER_DATASETS = frozenset({"foreign-key-dataset", "fila-en-tabla-devuelta"})
_WAITING = "Esta respuesta vale hasta que se acepten las filas de otros conjuntos que el archivo nombra.\n"

Recall: TypeAlias = "Callable[..., Mapping[str, Named]]"
"""``known_rows``, lacking only the dataset and what was judged of the same file."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A submission judged and answered: its verdicts, and the files of the answer by name."""

    verdicts: tuple[Verdict, ...]
    documents: Mapping[str, bytes]


def judge(
    content: bytes,
    submission: Submission,
    definitions: Definitions,
    datasets: Sequence[str] | None = None,
    *,
    accepted: Accepted,
    strict: bool = True,
) -> tuple[Verdict, ...]:
    """Judge a file: one verdict per table found in it, or one without dataset where there is none.

    ``datasets`` restricts what is looked for; None looks for all. ``accepted`` are the tables whose rows may be named;
    not ``strict``, keys to a dataset of which there are none are left for whoever has them. Never raises for what a
    file holds: where our own machine fails on it, the verdict carries the one issue ``error-interno``, ours to mend.
    """
    recall = partial(known_rows, submission=submission, definitions=definitions, accepted=accepted, strict=strict)
    try:
        return _judge(content, submission, definitions, datasets or tuple(definitions.datasets), recall)
    except Exception:  # noqa: BLE001
        # what failed may have quoted a cell
        trace = hide(traceback.format_exc())
        logger.error("no se pudo juzgar %s de %s\n%s", submission.sha256[:12], submission.garante, trace)  # noqa: TRY400
        return (_not_judged(submission, definitions),)


def ingest(root: Path, submission: Submission, definitions: Definitions, *, now: datetime) -> tuple[Verdict, ...]:
    """Judge an archived submission and record verdicts, answer and accepted tables under ``root``."""
    considered = consider(root, submission, definitions)
    record(root, considered, definitions, now=now)
    return considered.verdicts


def consider(root: Path, submission: Submission, definitions: Definitions) -> Considered:
    """Judge an archived submission and write its answer, recording nothing."""
    accepted = partial(register.acceptances, root)
    verdicts = judge(archive.load(root, submission), submission, definitions, accepted=accepted)
    return Considered(verdicts, answer(verdicts, definitions))


def given_up(submission: Submission, definitions: Definitions) -> Considered:
    """Answer for a submission that our machine could not judge."""
    verdicts = (_not_judged(submission, definitions),)
    return Considered(verdicts, answer(verdicts, definitions))


def record(root: Path, considered: Considered, definitions: Definitions, *, now: datetime) -> None:
    """Record verdicts, answer and accepted tables under ``root``.

    A submission that our machine failed on is not recorded, so that the next run tries it again.
    """
    if not any(failed(verdict) for verdict in considered.verdicts):
        contracts = {name: definition.contract for name, definition in definitions.datasets.items()}
        register.record(root, considered.verdicts, considered.documents, accepted=now, contracts=contracts)


def answer(verdicts: Sequence[Verdict], definitions: Definitions) -> Mapping[str, bytes]:
    """Write the answer to the steward as files: letter as text and Markdown, report as JSON (all UTF-8).

    An answer that ``waits`` has a document more that says so.
    """
    report = json.dumps(feedback.report(verdicts, definitions), ensure_ascii=False, indent=1)
    letters = feedback.letters(verdicts, definitions)
    documents = {
        "carta.txt": letters["texto"].encode(),
        "carta.md": letters["markdown"].encode(),
        "informe.json": f"{report}\n".encode(),
    }
    return documents | ({register.WAITS: _WAITING.encode()} if waits(verdicts) else {})


def failed(verdict: Verdict) -> bool:
    """Whether it was our machine, not the file, that could not do it."""
    return any(issue.type.code == "error-interno" for issue in verdict.issues)


def waits(verdicts: Sequence[Verdict]) -> bool:
    """Whether the same file may be answered otherwise once rows of other datasets, which it names, are accepted."""
    return any(issue.type.code in _OF_OTHER_DATASETS for verdict in verdicts for issue in verdict.issues)


def _judge(
    content: bytes, submission: Submission, definitions: Definitions, datasets: Sequence[str], recall: Recall
) -> tuple[Verdict, ...]:
    found = intake.intake(content, submission, definitions, datasets)
    if not found.tables:
        return (_without_table(submission, conceal_labels(found.issues, definitions.personal_lists)),)
    # what concerns the file as a whole is said once, with its first table
    about_file = [found.issues] + [()] * (len(found.tables) - 1)
    noted = {
        table.dataset: (table, (*about, *own)) for about, (table, own) in zip(about_file, found.tables, strict=True)
    }
    judged: dict[str, tuple[NormalisedTable, Verdict]] = {}
    # what is named comes before what names it
    for name in sorted(noted, key=list(definitions.datasets).index):
        before = {parent: (table, verdict.table) for parent, (table, verdict) in judged.items()}
        verdict = _verdict(*noted[name], submission, definitions, recall(name, judged=before))
        judged[name] = noted[name][0], verdict
    return tuple(judged[name][1] for name in noted)


def _verdict(
    table: NormalisedTable,
    noted: tuple[Issue, ...],
    submission: Submission,
    definitions: Definitions,
    known: Mapping[str, Named],
) -> Verdict:
    canonical, broken = validate(table, definitions.datasets[table.dataset], definitions, known)
    absent = {issue.field for issue in noted if issue.type.code == "encabezado-faltante"}
    # a column that is not there was said once; that its cells are empty is no news
    said = (issue for issue in broken if issue.row is not None or issue.field not in absent)
    # what was read off a cell before anything was known of it is hidden too
    issues = conceal(conceal_labels((*noted, *said), definitions.personal_lists))
    return Verdict(
        submission=submission,
        dataset=table.dataset,
        sheet=None if table.sheet is None else quiet_label(table.sheet, definitions.personal_lists),
        header_row=table.header_row,
        header_reason=table.header_reason,
        rows=pl.DataFrame(table.values).height,
        issues=issues,
        table=None if any(issue.type.severity.returns for issue in issues) else canonical,
        cells=table.cells,
    )


def _not_judged(submission: Submission, definitions: Definitions) -> Verdict:
    return _without_table(submission, (Issue(definitions.issue_types["error-interno"]),))


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
