"""Whether the data are all there and in time: coverage, periods, freshness."""

from datetime import date

import polars as pl

from apertura.release.coverage import State
from apertura.release.phrases import say
from apertura.release.quality.finding import Finding, Parameters, met, unknown, unmet
from apertura.release.quality.subject import Subject
from apertura.release.quality.words import day, named, percentage

_STATE = pl.col("estado")
_ABSENT = _STATE.is_in([State.FALTANTE.value, State.RETENIDA.value])
"""Not in the table. What was handed in and is withheld is owed, whoever asked for it."""


def enough_coverage(subject: Subject, asked: Parameters) -> Finding:
    """Whether at least ``minimo_porcentaje`` of the tables owed for periods that have ended are there."""
    owed = _owed(subject)
    if owed.is_empty():
        return _nothing_owed(subject)
    missing = owed.filter(_ABSENT)
    share, when = percentage(owed.height - missing.height, owed.height), day(subject.received)
    if missing.is_empty():
        return met(say("quality.coverage.all", owed.height, day=when))
    bodies = say("bodies", missing["organismo_id"].n_unique())
    tables = say("quality.tables", owed.height)
    told = say("quality.coverage.some", missing.height, tables=tables, day=when, bodies=bodies, share=share)
    enough = 100 * (owed.height - missing.height) >= asked["minimo_porcentaje"] * owed.height
    return (met if enough else unmet)(told)


def periods_with_data(subject: Subject, _asked: Parameters) -> Finding:
    """Whether every period that has ended and for which tables are owed has at least one."""
    owed = _owed(subject)
    if owed.is_empty():
        return _nothing_owed(subject)
    there = set(owed.filter(~_ABSENT)["periodo_id"])
    empty = [period for period in owed["periodo_id"].unique().sort() if period not in there]
    total = owed["periodo_id"].n_unique()
    if empty:
        return unmet(say("quality.periods.empty", len(empty), periods=say("periods", total), names=named(empty)))
    return met(say("quality.periods.filled", total))


def freshness(subject: Subject, asked: Parameters) -> Finding:
    """Whether the last cut-off of the data was not older than one cadence, and ``holgura_dias``, at the last reception.

    The cut-off is the latest date in the field ``campo_de_corte`` that had come by then, for a mistyped year is not
    news; without one, the last day of the periods published.
    """
    if subject.cadence_days is None:
        return unknown(say("quality.fresh.irregular", cadence=subject.cadence.lower()))
    cut = _last_cut(subject, asked["campo_de_corte"])
    late = (subject.received - cut).days
    allowed = subject.cadence_days + asked["holgura_dias"]
    details = {"cut": day(cut), "day": day(subject.received), "cadence": subject.cadence.lower(), "allowed": allowed}
    return (met if late <= allowed else unmet)(say("quality.fresh.late", late, **details))


def _owed(subject: Subject) -> pl.DataFrame:
    return subject.coverage.filter(_STATE != State.ADICIONAL, pl.col("periodo_id").is_in(list(subject.due)))


def _nothing_owed(subject: Subject) -> Finding:
    expected = subject.coverage.filter(_STATE != State.ADICIONAL).height
    if expected:
        return unknown(say("quality.coverage.early", day=day(subject.received)))
    return unknown(say("quality.coverage.nobody"))


def _last_cut(subject: Subject, field: str) -> date:
    if subject.cells is not None and field in subject.cells.columns:
        dates = subject.cells[field].str.to_date("%Y-%m-%d", strict=False)
        last = dates.filter(dates <= subject.received).max()
        if isinstance(last, date):
            return last
    return min(subject.last_day, subject.received)
