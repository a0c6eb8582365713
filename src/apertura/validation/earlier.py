"""Tables accepted before to the one that a table is compared with: same body, same dataset, last period before."""

from collections.abc import Iterator
from dataclasses import dataclass

from apertura.model.definition import Definitions
from apertura.model.submission import Submission
from apertura.model.table import Arrow
from apertura.validation.known_rows import Accepted


@dataclass(frozen=True, slots=True)
class Earlier:
    """The accepted table of an earlier ``period``, typed as it was then; of the same year or not."""

    period: str
    same_year: bool
    table: Arrow


def earlier(dataset: str, submission: Submission, definitions: Definitions, accepted: Accepted) -> Earlier | None:
    """Find the table of the last period before the submission's of which there is one; None where there is none.

    Periods of another kind (a year beside a quarter) are not compared, nor one that had not ended when this one began.
    A dataset that declares no comparison needs none.
    """
    definition = definitions.datasets[dataset]
    if not definition.comparisons or not submission.garante:
        return None
    for period in periods_before(submission.period, definitions):
        for acceptance in accepted(definition, submission.garante, period):
            same_year = definitions.periods[period].year == definitions.periods[submission.period].year
            return Earlier(period, same_year, acceptance.table.data)
    return None


def periods_before(period: str, definitions: Definitions) -> Iterator[str]:
    """Name the periods of the same kind that had ended when this one began, the last first."""
    if (now := definitions.periods.get(period)) is None:
        return
    for id_ in reversed(definitions.periods_in_order):
        then = definitions.periods[id_]
        if then.kind == now.kind and then.end < now.start:
            yield id_
