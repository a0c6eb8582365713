"""Tables accepted before, and those of the same file, to the rows of other datasets that a table may name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import polars as pl

from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.submission import Submission
from apertura.model.table import Arrow, CanonicalTable, NormalisedTable
from apertura.model.version import Acceptance
from apertura.validation.key_columns import key_columns


class Accepted(Protocol):
    """Dataset, garante and period (None: all of them) to the acceptances that stand."""

    def __call__(
        self, definition: DatasetDefinition, garante: str | None = None, period: str | None = None
    ) -> Sequence[Acceptance]:
        """Look them up."""


Judged: TypeAlias = tuple[NormalisedTable, CanonicalTable | None]
"""A table of the same file, and what was accepted of it."""


@dataclass(frozen=True, slots=True)
class Named:
    """Rows of another dataset, at least the columns of keys to it.

    ``accepted`` are typed; ``returned``, text, are those of a table that came in the same file and is not accepted.
    """

    accepted: Arrow
    returned: Arrow | None = None


def known_rows(
    dataset: str,
    submission: Submission,
    definitions: Definitions,
    judged: Mapping[str, Judged],
    accepted: Accepted,
    *,
    strict: bool,
) -> Mapping[str, Named]:
    """Gather, for each dataset that the keys of ``dataset`` name, the rows they may name.

    A table accepted in the same file takes the place of the one accepted before for the same garante and period. Not
    ``strict``, a dataset of which there is no row at all is left out: nothing can be said of keys to it.
    """
    found = {}
    for parent in definitions.parents(dataset):
        whose = submission.garante if names_own_rows(dataset, parent, definitions) else None
        before = accepted(definitions.datasets[parent], whose)
        table, now = judged.get(parent, (None, None))
        tables = [each.table for each in before if now is None or not _replaced(each, submission)]
        if strict or tables or table:
            rows = _rows([*tables, now] if now else tables, _fields(dataset, parent, definitions))
            found[parent] = Named(rows, table.values if table and not now else None)
    return found


def names_own_rows(dataset: str, parent: str, definitions: Definitions) -> bool:
    """Whether every key to ``parent`` goes by the garante that submits, so that only its own rows can be named."""
    child, above = definitions.datasets[dataset], definitions.datasets[parent]
    by_garante = [
        any(
            child.context.get(name) == "garante" == above.context.get(referred)
            for name, referred in zip(key.fields, key.reference, strict=True)
        )
        for key in child.schema.foreign_keys
        if key.resource == parent
    ]
    return all(by_garante)


def _replaced(acceptance: Acceptance, submission: Submission) -> bool:
    before = acceptance.submission
    return (before.garante, before.period) == (submission.garante, submission.period)


def _fields(dataset: str, parent: str, definitions: Definitions) -> list[str]:
    keys = definitions.datasets[dataset].schema.foreign_keys
    return list(dict.fromkeys(name for key in keys if key.resource == parent for name in key.reference))


def _rows(tables: Sequence[CanonicalTable], fields: Sequence[str]) -> Arrow:
    parts = [key_columns(table.data, fields) for table in tables]
    return pl.concat(parts, how="vertical_relaxed") if parts else pl.DataFrame(schema=dict.fromkeys(fields, pl.String))
