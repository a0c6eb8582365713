"""A draft and its files to the subject of the quality checks: all that they may look at."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from apertura.model.definition import Definitions
from apertura.model.version import PublishedVersion, Resource
from apertura.release.draft import Draft
from apertura.release.files import data_file
from apertura.release.quality.strict_cells import strict_cells

_DAYS = {"D": 1, "W": 7, "M": 31, "Y": 366}


@dataclass(frozen=True)
class Subject:
    """The version being built.

    ``descriptor`` lists ``resources``, which are all of its files but the quality report, the descriptor and the
    checksums. ``data`` is the table as CSV, ``cells`` the same read back as text, None where it cannot be. ``due`` are
    the periods that had ended on the day the last submission was ``received``: there is no clock. ``cadence_days`` is
    None where the dataset has no fixed cadence.
    """

    descriptor: Mapping[str, Any]
    schema: Mapping[str, Any]
    resources: tuple[Resource, ...]
    data: bytes
    cells: pl.DataFrame | None
    coverage: pl.DataFrame
    due: frozenset[str]
    received: date
    last_day: date
    cadence: str
    cadence_days: int | None
    previous: PublishedVersion | None

    def content(self, name: str) -> bytes | None:
        """Bytes of a file of the version; None where it has no such file."""
        return next((each.content for each in self.resources if each.name == name), None)


def subject(
    draft: Draft,
    definitions: Definitions,
    previous: PublishedVersion | None,
    descriptor: Mapping[str, Any],
    resources: Sequence[Resource],
) -> Subject:
    """Gather what the checks look at, out of the version's own files wherever it is in them."""
    received = draft.created.date()
    frequency = definitions.catalogues.get("frecuencia")
    rows = frequency.rows if frequency else ()
    cadence = next((row for row in rows if row["clave"] == draft.definition.cadence), {})
    data = next(each.content for each in resources if each.name == data_file(draft.definition.name))
    return Subject(
        descriptor=descriptor,
        schema=draft.schema,
        resources=tuple(resources),
        data=data,
        cells=strict_cells(data),
        coverage=draft.coverage,
        due=frozenset(period.id for period in definitions.periods.values() if period.end < received),
        received=received,
        last_day=draft.end,
        cadence=cadence.get("etiqueta") or draft.definition.cadence,
        cadence_days=_days(cadence.get("iso8601") or ""),
        previous=previous,
    )


def _days(repeating: str) -> int | None:
    """Longest that an ISO 8601 repeating interval lasts, in days: ``R/P3M`` is 93."""
    found = re.fullmatch(r"R/P(\d+)([DWMY])", repeating)
    return int(found[1]) * _DAYS[found[2]] if found else None
