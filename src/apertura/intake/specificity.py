"""Rows of data for some garantes and periods to the ones that hold for a submission."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from apertura.model.submission import Submission


class Scoped(Protocol):
    """A row of data that may hold for one garante, or from one period on."""

    @property
    def garante(self) -> str | None:
        """Id of the only garante it holds for; None: all."""

    @property
    def since(self) -> str | None:
        """Id of the first period it holds for; None: all."""


Row = TypeVar("Row", bound=Scoped)
Key = TypeVar("Key", bound=Hashable)


def most_specific(
    rows: Iterable[Row], key: Callable[[Row], Key], submission: Submission, periods: Sequence[str]
) -> Mapping[Key, tuple[Row, ...]]:
    """Choose, for each key, the rows that hold: garante and period, then garante, then period, then the rest.

    Among rows with ``since``, the latest that is not after the submission's period holds. ``periods`` are all ids,
    earliest first. Rows of equal rank hold together, in their order.
    """
    chosen: dict[Key, tuple[tuple[bool, int], list[Row]]] = {}
    for row in rows:
        rank = _rank(row, submission, periods)
        if rank is None:
            continue
        name = key(row)
        best = chosen.get(name)
        if best is None or rank > best[0]:
            chosen[name] = (rank, [row])
        elif rank == best[0]:
            best[1].append(row)
    return {name: tuple(found) for name, (_, found) in chosen.items()}


def _rank(row: Scoped, submission: Submission, periods: Sequence[str]) -> tuple[bool, int] | None:
    if row.garante not in (None, submission.garante):
        return None
    since = -1 if row.since is None else periods.index(row.since)
    if since >= 0 and since > periods.index(submission.period):
        return None
    return (row.garante is not None, since)
