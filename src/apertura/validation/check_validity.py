"""Submission to the issue that its body did not exist in its period, if so."""

from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.reporting import Garante
from apertura.model.submission import Submission


def check_validity(submission: Submission, definitions: Definitions) -> tuple[Issue, ...]:
    """Say that the body had ended before the period, or began after it, and who reports instead, where that is known.

    A body reports for every period on some day of which it existed. A submission of nobody has no such issue.
    """
    garante, period = definitions.garantes.get(submission.garante), definitions.periods.get(submission.period)
    if garante is None or period is None or garante.existed_in(period):
        return ()
    details = {"organismo": garante.name, "periodo": period.id}
    if garante.valid_until is not None and garante.valid_until < period.start:
        ended = {"fecha": garante.valid_until.isoformat(), "sucesor": garante.successor or ""}
        return (Issue(definitions.issue_types["organismo-extinto"], details={**details, **ended}),)
    began = {
        "fecha": garante.valid_from.isoformat() if garante.valid_from else "",
        "predecesor": _predecessors(garante, definitions),
    }
    return (Issue(definitions.issue_types["organismo-sin-iniciar"], details={**details, **began}),)


def _predecessors(garante: Garante, definitions: Definitions) -> str:
    return ", ".join(each.name for each in definitions.garantes.values() if each.successor == garante.name)
