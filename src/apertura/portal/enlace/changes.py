"""A submission beside the one before it, of the same body, dataset and period: cell by cell."""

from collections.abc import Iterator, Sequence

from starlette.responses import Response

from apertura.errors import JudgeLostError
from apertura.model.submission import Submission
from apertura.portal.desk.obligations import Handed, handed
from apertura.portal.enlace.verdict import submission_of
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Visit


def show_changes(visit: Visit) -> Response:
    """Show what differs, table by table; that there was none before is said."""
    house, submission = visit.house, submission_of(visit)
    if submission is None:
        return refuse(visit, 404)
    pairs = list(_before(handed(house.settings.root, submission.garante, submission.period), submission))
    try:
        tables = house.bench.against(pairs, submission) if pairs else ()
    except JudgeLostError:
        return refuse(visit, 500)
    body = house.definitions.garantes[submission.garante]
    return visit.show("cambios.html", body=body, submission=submission, tables=tables)


def _before(history: Sequence[Handed], submission: Submission) -> Iterator[tuple[str, Submission]]:
    """Pair each dataset that the submission has a table of with the last one before it that has one too."""
    mine = next((each for each in history if each.submission == submission), None)
    earlier = [each for each in history if each.submission.received < submission.received]
    for dataset in _datasets(mine) if mine else ():
        last = next((each for each in reversed(earlier) if dataset in _datasets(each)), None)
        if last is not None:
            yield dataset, last.submission


def _datasets(each: Handed) -> list[str]:
    tables = each.report["tablas"] if each.report else ()
    return [table["conjunto"] for table in tables if table["conjunto"]]
