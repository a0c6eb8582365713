"""Bytes of a submission to its Verdicts: read, checked, compared, and nobody's data quoted."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

import polars as pl

from apertura.intake.intake import Intake, intake
from apertura.intake.read import Read, read
from apertura.intake.several_sheets import in_its_sheet
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import Issue
from apertura.model.submission import Submission, Verdict
from apertura.model.table import NormalisedTable
from apertura.validation.check_validity import check_validity
from apertura.validation.compare import compared_codes
from apertura.validation.earlier import Earlier, earlier
from apertura.validation.known_rows import Accepted, Named, known_rows
from apertura.validation.personal_data.conceal import conceal, conceal_labels, quiet_label
from apertura.validation.personal_data.hide import hidden_trace
from apertura.validation.validate import validate

logger = logging.getLogger(__name__)

Place: TypeAlias = tuple[str | None, int | None, str | None]
"""Sheet, row and field."""

_LOST = frozenset({"celda-con-error", "formula-sin-valor", "numero-combinado"})
_DOUBTFUL = frozenset({"fecha-ambigua", "fraccion-dudosa", "porcentaje-dudoso"})

Recall: TypeAlias = "Callable[..., Mapping[str, Named]]"
"""``known_rows``, lacking only the dataset and what was judged of the same file."""

LookBack: TypeAlias = "Callable[[str], Earlier | None]"
"""Dataset to the table accepted for an earlier period."""


def judge(
    content: bytes,
    submission: Submission,
    definitions: Definitions,
    datasets: Sequence[str] | None = None,
    *,
    accepted: Accepted,
    strict: bool = True,
    read: Read = read,
) -> tuple[Verdict, ...]:
    """Judge a file: one verdict per table found in it, or one without dataset where there is none.

    ``datasets`` restricts what is looked for; None looks for all. ``accepted`` are the tables whose rows may be named,
    and those of earlier periods, to compare with; not ``strict``, keys to a dataset of which there are none are left
    for whoever has them. ``read`` says where the bytes are read: in this process unless told otherwise. Never raises
    for what a file holds: where our own machine fails on it, the verdict carries the one issue ``error-interno``, ours
    to mend.
    """
    recall = partial(known_rows, submission=submission, definitions=definitions, accepted=accepted, strict=strict)
    look_back = partial(earlier, submission=submission, definitions=definitions, accepted=accepted)
    try:
        found = intake(content, submission, definitions, datasets or tuple(definitions.datasets), read)
        return _judge(found, submission, definitions, recall, look_back)
    except Exception:  # noqa: BLE001
        trace = hidden_trace()
        logger.error("no se pudo juzgar %s de %s\n%s", submission.sha256[:12], submission.garante, trace)  # noqa: TRY400
        return (not_judged(submission, definitions),)


def not_judged(submission: Submission, definitions: Definitions) -> Verdict:
    """Make the verdict of a submission that our machine could not judge."""
    return _without_table(submission, (Issue(definitions.issue_types["error-interno"]),))


def failed(verdict: Verdict) -> bool:
    """Whether it was our machine, not the file, that could not do it."""
    return any(issue.type.code == "error-interno" for issue in verdict.issues)


def _judge(
    found: Intake, submission: Submission, definitions: Definitions, recall: Recall, look_back: LookBack
) -> tuple[Verdict, ...]:
    # a body that did not exist returns every table
    unfit = check_validity(submission, definitions)
    if not found.tables:
        return (_without_table(submission, (*unfit, *conceal_labels(found.issues, definitions.personal_lists))),)
    # what concerns the file as a whole is said once, with its first table
    about_file = [found.issues] + [()] * (len(found.tables) - 1)
    noted = {
        table.dataset: (table, (*unfit, *about, *own))
        for about, (table, own) in zip(about_file, found.tables, strict=True)
    }
    judged: dict[str, tuple[NormalisedTable, Verdict]] = {}
    # what is named comes before what names it
    for name in sorted(noted, key=list(definitions.datasets).index):
        before = {parent: (table, verdict.table) for parent, (table, verdict) in judged.items()}
        known = recall(name, judged=before)
        verdict = _verdict(*noted[name], submission, definitions, known, look_back(name))
        judged[name] = noted[name][0], verdict
    return tuple(judged[name][1] for name in noted)


def _verdict(
    table: NormalisedTable,
    noted: tuple[Issue, ...],
    submission: Submission,
    definitions: Definitions,
    known: Mapping[str, Named],
    before: Earlier | None,
) -> Verdict:
    definition = definitions.datasets[table.dataset]
    canonical, broken = validate(table, definition, definitions, known, before)
    news = tuple(_news(noted, tuple(in_its_sheet(broken, table)), definition))
    # what was read off a cell before anything was known of it is hidden too
    issues = conceal(conceal_labels(news, definitions.personal_lists))
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


def _news(noted: Sequence[Issue], broken: Sequence[Issue], definition: DatasetDefinition) -> Iterator[Issue]:
    yield from noted
    compared, rules = compared_codes(definition), {rule.issue_type.code: rule.fields for rule in definition.rules}
    absent = {issue.field for issue in noted if issue.type.code == "encabezado-faltante"}
    lost = set(_places(issue for issue in noted if issue.type.code in _LOST))
    unclear = lost.union(_places(issue for issue in noted if issue.type.code in _DOUBTFUL))
    wrong = {_place(issue) for issue in (*noted, *broken) if issue.type.severity.returns}
    for issue in broken:
        # a column that is not there was said once; that its cells are empty is no news
        told = issue.row is None and issue.field in absent
        # nor that a cell which could not be read lacks its value
        told = told or (issue.type.code == "constraint-required" and _place(issue) in lost)
        # nor what follows from a value that is not known yet
        fields = rules.get(issue.type.code, ())
        told = told or any((issue.sheet, issue.row, field) in unclear for field in fields)
        # nor is it that a cell which has to be corrected is not what it was before
        if not told and not (issue.type.code in compared and _place(issue) in wrong):
            yield issue


def _places(issues: Iterable[Issue]) -> Iterator[Place]:
    """Give the place of each cell that the issues are about, those below one another in one issue included."""
    for issue in issues:
        if issue.row is not None:
            yield from ((issue.sheet, row, issue.field) for row in range(issue.row, issue.row + issue.count))


def _place(issue: Issue) -> Place:
    return issue.sheet, issue.row, issue.field


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
