"""The verdict on a file, and the documents of its answer."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from apertura.ingest import ANNOTATED
from apertura.model.definition import Definitions
from apertura.model.reporting import Garante
from apertura.model.submission import Submission
from apertura.portal.desk.excerpt import Excerpt
from apertura.portal.desk.kinds import KINDS
from apertura.portal.desk.obligations import handed, handed_of, version_of
from apertura.portal.desk.since import since
from apertura.portal.desk.work import LETTER, SHEET, Review
from apertura.portal.house import House
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Visit
from apertura.storage import archive, register
from apertura.storage.withdrawals import taken_back

_INLINE_BYTES = 4 * 2**20
_RETURNING = ("critica", "grave")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report as the page shows it: what to mend, what to look at, what to know, and its rows.

    ``fields`` are the titles of its fields, by name.
    """

    title: str
    fields: Mapping[str, str]
    report: Mapping[str, Any]
    mend: Sequence[Mapping[str, Any]]
    look: Sequence[Mapping[str, Any]]
    know: Sequence[Mapping[str, Any]]
    excerpts: Sequence[Excerpt]


def show_verdict(visit: Visit) -> Response:
    """Show what became of a submission, or that it is being judged."""
    house, submission = visit.house, submission_of(visit)
    if submission is None:
        return refuse(visit, 404)
    body, became = house.definitions.garantes[submission.garante], handed_of(house.settings.root, submission)
    report = became.report
    if report is None:
        template = "en_revision.html" if became.taken_back is None else "retirada.html"
        return visit.show(template, body=body, submission=submission, taken_back=became.taken_back)
    rows = house.bench.rows_to_look_at(submission, report)
    folder = register.report_folder(house.settings.root, submission)
    acuse = json.loads((folder / register.ACUSE).read_bytes()) if (folder / register.ACUSE).exists() else None
    documents = [name for name, kept in ((ANNOTATED, ANNOTATED), (LETTER, SHEET)) if (folder / kept).exists()]
    return visit.show(
        "dictamen.html",
        body=body,
        submission=submission,
        report=report,
        tables=tables(report, rows, house.definitions),
        acuse=acuse,
        documents=documents,
        published=is_published(visit.house, submission),
        taken_back=became.taken_back,
        since=since(handed(house.settings.root, submission.garante, submission.period), submission, report),
        inline=None,
        failed=False,
        shared=False,
        period=submission.period,
    )


def shown_to_anybody(visit: Visit, submission: Submission, report: Mapping[str, Any]) -> Response:
    """Show what became of a submission to who may only read: no document, and nothing to do."""
    definitions = visit.house.definitions
    rows = visit.house.bench.rows_to_look_at(submission, report)
    return visit.show(
        "dictamen.html",
        body=definitions.garantes[submission.garante],
        submission=submission,
        report=report,
        tables=tables(report, rows, definitions),
        acuse=None,
        documents=(),
        published=is_published(visit.house, submission),
        taken_back=taken_back(visit.house.settings.root, submission),
        since=None,
        inline=None,
        failed=False,
        shared=True,
        period=submission.period,
    )


def shown_review(visit: Visit, review: Review, *, body: Garante | None, period: str | None) -> Response:
    """Show the verdict on a file that was not handed in; its documents are in the page, for none is kept."""
    documents = {name: content for name, content in review.documents.items() if len(content) <= _INLINE_BYTES}
    inline = {
        name: f"data:{KINDS[name]};base64,{base64.b64encode(content).decode()}" for name, content in documents.items()
    }
    return visit.show(
        "dictamen.html",
        body=body,
        submission=None,
        report=review.report,
        tables=tables(review.report, review.excerpts, visit.house.definitions),
        acuse=None,
        documents=(),
        published=False,
        taken_back=None,
        since=None,
        inline=inline,
        failed=review.failed,
        shared=False,
        period=period,
    )


def tables(report: Mapping[str, Any], rows: Sequence[Excerpt], definitions: Definitions) -> list[Table]:
    """Part each table of a report by what its causes ask for."""
    return [
        Table(
            title=definitions.datasets[table["conjunto"]].title if table["conjunto"] else "",
            fields=_titles(table["conjunto"], definitions),
            report=table,
            mend=[cause for cause in table["causas"] if cause["severidad"] in _RETURNING],
            look=[cause for cause in table["causas"] if cause["severidad"] == "advertencia"],
            know=[cause for cause in table["causas"] if cause["severidad"] == "informativa"],
            excerpts=[each for each in rows if each.table == number],
        )
        for number, table in enumerate(report["tablas"])
    ]


def is_published(house: House, submission: Submission) -> bool:
    """Whether rows of a submission stand in the last version of some dataset."""
    root = house.settings.root
    return any(version_of(root, dataset, submission) for dataset in register.accepted_of(root, submission))


def _titles(dataset: str | None, definitions: Definitions) -> Mapping[str, str]:
    fields = definitions.datasets[dataset].schema.fields if dataset else ()
    return {field.name: field.title for field in fields}


def submission_of(visit: Visit) -> Submission | None:
    """Find the submission that an address names; None where there is none of that body."""
    definitions = visit.house.definitions
    garante, period = visit.path["garante"], visit.path["period"]
    if garante not in definitions.garantes or period not in definitions.periods:
        return None
    return archive.find(visit.house.settings.root, garante, period, visit.path["hash"])
