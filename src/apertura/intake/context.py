"""Fields that the submission itself knows: filled where blank, compared where the file says them too."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from apertura.intake.checks import Check
from apertura.intake.headings import Feed
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.submission import Submission
from apertura.model.table import Kind

_CODES = {"garante": "organismo-distinto", "period": "periodo-distinto"}


def context_values(definition: DatasetDefinition, submission: Submission) -> Mapping[str, str]:
    """Give the value of the submission for each context field of a dataset."""
    known = {"garante": submission.garante, "period": submission.period}
    return {field: known[source] for field, source in definition.context.items()}


def context_checks(
    feeds: Sequence[Feed], definition: DatasetDefinition, definitions: Definitions, submission: Submission
) -> Iterator[Check]:
    """List what to look for in the context fields, before they are filled."""
    values = context_values(definition, submission)
    garante = definitions.garantes[submission.garante]
    expected = {"garante": f"{garante.name} ({garante.id})", "period": submission.period}
    for feed in feeds:
        if feed.field.name in values:
            source, value = definition.context[feed.field.name], pl.col(feed.field.name)
            differs = value != values[feed.field.name]
            yield Check(_CODES[source], feed, differs, {"esperado": expected[source]})
            blank = value.is_null() & (pl.col(f"k{feed.column}") != Kind.ERROR)
            yield Check("valor-completado", feed, blank, {}, once=True)
