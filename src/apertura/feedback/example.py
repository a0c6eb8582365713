"""Issue to a valid example of what its cell may hold: of that very value where it can be known, else of its field."""

import re

from apertura.feedback.echo import echo
from apertura.model.definition import Field
from apertura.model.issue import Issue

# the general types about how one value is written: only there does the example of the field answer the question
_WRITING = re.compile(r"type-error|constraint-(?!unique)|foreign-key|decimales-de-mas|celda-con-error")


def example(issue: Issue, field: Field | None) -> str | None:
    """Return the example of the issue's field, where it answers what is wrong."""
    if field is None or not field.example or not _WRITING.match(issue.type.code):
        return None
    return echo(field.example)
