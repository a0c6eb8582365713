"""Definitions × accepted tables to who owes what, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from apertura.definitions.datasets.owed import owed
from apertura.model.definition import Definitions
from apertura.storage import register


@dataclass(frozen=True, slots=True)
class Debt:
    """A table that a body owes for a period that has ended; ``due`` is the last day to hand it in."""

    garante: str
    period: str
    dataset: str
    due: date


def owing(root: Path, definitions: Definitions, today: date, term: timedelta) -> dict[str, tuple[Debt, ...]]:
    """List by body what it owes: a table for each period that ended before ``today`` and of which none was accepted.

    It is due ``term`` after the period's last day. A body that exists no more owes nothing that it could hand in.
    """
    order = {period: place for place, period in enumerate(definitions.periods_in_order)}
    debts = sorted(
        _debts(root, definitions, today, term), key=lambda each: (each.garante, order[each.period], each.dataset)
    )
    return {garante: tuple(each) for garante, each in groupby(debts, key=lambda debt: debt.garante)}


def _debts(root: Path, definitions: Definitions, today: date, term: timedelta) -> Iterator[Debt]:
    for name, definition in definitions.datasets.items():
        for garante, period in owed(definition, definitions) - register.handed_in(root, name):
            until, end = definitions.garantes[garante].valid_until, definitions.periods[period].end
            if end < today and (until is None or until >= today):
                yield Debt(garante, period, name, end + term)
