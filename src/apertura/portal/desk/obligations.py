"""Definitions × workspace to what a body owes, and how far each of it has come."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from apertura.definitions.datasets.owed import owes
from apertura.model.definition import Definitions
from apertura.model.submission import Submission
from apertura.portal.settings import Settings
from apertura.publication.folder.versions import LATEST
from apertura.release.files import LINEAGE
from apertura.storage import layout, register, withdrawals
from apertura.storage.history import history


class State(StrEnum):
    """How far a table has come."""

    PENDIENTE = "pendiente"
    EN_REVISION = "en revisión"
    DEVUELTA = "devuelta"
    ACEPTADA = "aceptada"
    PUBLICADA = "publicada"
    RETIRADA = "retirada"


OWED: tuple[State, ...] = tuple(state for state in State if state is not State.RETIRADA)
"""States that a table that is owed may be in: a submission that was taken back leaves it as it was before."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A submission and its answer: ``report`` None while there is none; ``taken_back`` None where it stands."""

    submission: Submission
    report: Mapping[str, Any] | None
    taken_back: datetime | None

    @property
    def became(self) -> State:
        """Tell what became of the file as a whole."""
        if self.taken_back is not None:
            return State.RETIRADA
        if self.report is None:
            return State.EN_REVISION
        return State.ACEPTADA if self.report["aceptada"] else State.DEVUELTA


@dataclass(frozen=True, slots=True)
class Obligation:
    """A table of a dataset for a period.

    ``due`` is the last day, ``left`` the days until it (negative: since it); ``last`` the submission that its state
    rests on; ``version`` the version it is published in. ``returned_since``: a later one was returned, and the
    accepted one stands.
    """

    dataset: str
    period: str
    due: date
    left: int
    state: State
    last: Submission | None = None
    version: str | None = None
    returned_since: Submission | None = None


def handed(root: Path, garante: str, period: str | None = None) -> tuple[Handed, ...]:
    """Read what a body handed in, for one period or for all, the oldest first, with its answers."""
    return tuple(handed_of(root, each) for each in history(root, garante, period))


def handed_of(root: Path, submission: Submission) -> Handed:
    """Read what became of a submission."""
    return Handed(submission, report_of(root, submission), withdrawals.taken_back(root, submission))


def report_of(root: Path, submission: Submission) -> Mapping[str, Any] | None:
    """Read the report on a submission; None where it has no answer yet."""
    path = register.report_folder(root, submission) / "informe.json"
    report: Mapping[str, Any] | None = _report(path, path.stat().st_mtime_ns) if path.exists() else None
    return report


def obligations(
    settings: Settings, definitions: Definitions, garante: str, history: Sequence[Handed], today: date
) -> tuple[Obligation, ...]:
    """List what a body owes, the period that ends last first, and what it handed in beyond that."""
    periods = list(reversed(definitions.periods_in_order))
    standing = [each for each in history if each.taken_back is None]
    extra = {(table["conjunto"], each.submission.period) for each in standing for table in _tables(each)}
    return tuple(
        _obligation(settings, definitions, name, period, history, today)
        for period in periods
        for name, definition in definitions.datasets.items()
        if owes(definition, definitions, garante, period) or (name, period) in extra
    )


def _obligation(
    settings: Settings,
    definitions: Definitions,
    dataset: str,
    period: str,
    history: Sequence[Handed],
    today: date,
) -> Obligation:
    mine = [each for each in history if each.submission.period == period and each.taken_back is None]
    told = [(each.submission, table) for each in mine for table in _tables(each) if table["conjunto"] == dataset]
    accepted = [submission for submission, table in told if table["aceptada"]]
    due = definitions.periods[period].end + settings.term
    left = (due - today).days
    if accepted:
        last = accepted[-1]
        since = next((each for each, _ in reversed(told) if each.received > last.received), None)
        version = version_of(settings.root, dataset, last)
        state = State.ACEPTADA if version is None else State.PUBLICADA
        return Obligation(dataset, period, due, left, state, last, version, since)
    if waits := [each.submission for each in mine if each.report is None]:
        return Obligation(dataset, period, due, left, State.EN_REVISION, waits[-1])
    if told:
        return Obligation(dataset, period, due, left, State.DEVUELTA, told[-1][0])
    return Obligation(dataset, period, due, left, State.PENDIENTE)


def _tables(each: Handed) -> Iterator[Mapping[str, Any]]:
    if each.report is not None:
        yield from (table for table in each.report["tablas"] if table["conjunto"] is not None)


def version_of(root: Path, dataset: str, submission: Submission) -> str | None:
    """Name the last version of a dataset, where it has rows of a submission; None where it has none."""
    latest = layout.published(root) / dataset / LATEST
    if not latest.exists():
        return None
    folder = latest.resolve()
    whose = (submission.sha256, submission.garante, submission.period)
    return folder.name if whose in _sources(folder) else None


@lru_cache(maxsize=256)
def _sources(version: Path) -> frozenset[tuple[str, str, str]]:
    # a version never changes once it is published
    path = version / LINEAGE
    if not path.exists():
        return frozenset()
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    return frozenset((row["archivo_sha256"], row["entrega_garante"], row["entrega_periodo"]) for row in rows)


@lru_cache(maxsize=2048)
def _report(path: Path, _written: int) -> Mapping[str, Any]:
    report: Mapping[str, Any] = json.loads(path.read_bytes())
    return report


__all__ = ["OWED", "Handed", "Obligation", "State", "handed", "handed_of", "obligations", "report_of", "version_of"]
