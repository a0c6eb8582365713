"""A submission that a page is about, and what a judging process finds in it."""

from collections.abc import Callable
from typing import TypeVar

from starlette.responses import Response

from apertura.errors import JudgeLostError
from apertura.model.submission import Submission
from apertura.portal.enlace.verdict import submission_of
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Visit

Found = TypeVar("Found")


def looked_into(visit: Visit, look: Callable[[Submission], Found]) -> tuple[Submission, Found] | Response:
    """Find both, or the answer to who asks for what there is not, or what could not be found out."""
    submission = submission_of(visit)
    if submission is None:
        return refuse(visit, 404)
    try:
        return submission, look(submission)
    except JudgeLostError:
        return refuse(visit, 500)
