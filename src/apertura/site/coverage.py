"""Coverage of a dataset to a heat map: who reported what, in words and signs, not in colours alone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from apertura.site.published import Dataset, Published

STATES = ("aceptada", "adicional", "retenida", "faltante")


@dataclass(frozen=True, slots=True)
class Heat:
    """``rows``: id and name of each body, and its state in each of ``periods`` (empty where nothing was expected)."""

    periods: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]
    counts: Mapping[str, int]


def heat(dataset: Dataset) -> Heat | None:
    """Lay out the coverage of a dataset; None for a derived one, which nobody owes."""
    if not dataset.coverage:
        return None
    states = {(row["organismo_id"], row["periodo_id"]): row["estado"] for row in dataset.coverage}
    names = {row["organismo_id"]: row["organismo"] for row in dataset.coverage}
    periods = tuple(sorted({period for _, period in states}))
    rows = tuple((id_, names[id_], tuple(states.get((id_, when), "") for when in periods)) for id_ in sorted(names))
    return Heat(periods, rows, Counter(states.values()))


def of_garante(published: Published, garante: str) -> tuple[tuple[Dataset, Mapping[str, str]], ...]:
    """Give, of each dataset that expects or has something of a body, the state of its periods."""
    found = []
    for dataset in published.datasets.values():
        states = {row["periodo_id"]: row["estado"] for row in dataset.coverage if row["organismo_id"] == garante}
        if states:
            found.append((dataset, dict(sorted(states.items()))))
    return tuple(found)


def totals(published: Published) -> Mapping[str, int]:
    """Count tables by state over all datasets."""
    return Counter(row["estado"] for dataset in published.datasets.values() for row in dataset.coverage)
