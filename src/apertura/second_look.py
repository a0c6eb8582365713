"""Outcomes of a night to the same, with what waited for rows that were accepted after it judged once more."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from apertura.errors import StoreError
from apertura.ingest import record, waits
from apertura.judging import Consider, together
from apertura.model.definition import Definitions
from apertura.model.submission import Verdict
from apertura.night import Outcome, fate_of, log_failure
from apertura.validation.known_rows import names_own_rows


def look_again(
    root: Path,
    outcomes: Sequence[Outcome],
    definitions: Definitions,
    *,
    now: datetime,
    tell: Callable[[Outcome], object],
    consider: Consider,
) -> list[Outcome]:
    """Judge once more what was returned for naming rows that were accepted later the same night, and ``tell`` of it.

    So the order in which files were dropped does not matter. ``outcomes`` are those of each garante in the order in
    which they were judged. It goes on for as long as something more is accepted.
    """
    found = list(outcomes)
    accepted = {
        (outcome.delivery.garante, dataset): place
        for place, outcome in enumerate(found)
        for dataset in _accepted(outcome.verdicts)
    }
    with ThreadPoolExecutor(together()) as pool:

        def ask(places: Sequence[int]) -> list[Outcome]:
            return [_again(root, found[place], definitions, now, consider) for place in places]

        while again := list(_late(found, accepted, definitions)):
            queues = [list(places) for _, places in groupby(again, key=lambda place: found[place].delivery.garante)]
            accepted = {}
            for places, answers in zip(queues, pool.map(ask, queues), strict=True):
                for place, after in zip(places, answers, strict=True):
                    more = _accepted(after.verdicts) - _accepted(found[place].verdicts)
                    accepted.update(((after.delivery.garante, dataset), len(found)) for dataset in more)
                    if after is not found[place]:
                        found[place] = after
                        tell(after)
    return found


def _late(found: Sequence[Outcome], accepted: Mapping[tuple[str, str], int], definitions: Definitions) -> Iterator[int]:
    """Give the places of what waits and may name rows that were accepted after it was judged.

    ``accepted`` says, by garante and dataset, the last place at which a table was.
    """
    bodies: dict[str, set[str]] = {}
    for garante, dataset in accepted:
        bodies.setdefault(dataset, set()).add(garante)
    for place, outcome in enumerate(found):
        own = outcome.delivery.garante
        missed = (
            accepted.get((own, parent), -1) > place
            or (bodies.get(parent, set()) - {own} and not names_own_rows(dataset, parent, definitions))
            for dataset, parent in _named(outcome.verdicts, definitions)
        )
        if outcome.submission is not None and waits(outcome.verdicts) and any(missed):
            yield place


def _named(verdicts: Sequence[Verdict], definitions: Definitions) -> Iterator[tuple[str, str]]:
    """Pair the dataset of each returned table with each of those whose rows it names."""
    for verdict in verdicts:
        if verdict.dataset is not None and not verdict.accepted:
            yield from ((verdict.dataset, parent) for parent in definitions.parents(verdict.dataset))


def _again(root: Path, before: Outcome, definitions: Definitions, now: datetime, consider: Consider) -> Outcome:
    if before.submission is None:
        return before
    try:
        considered = consider(root, before.submission)
        record(root, considered, definitions, now=now)
    except StoreError:
        raise
    except Exception:  # noqa: BLE001
        # its first answer stands, and says that it waits
        log_failure(before.delivery)
        return before
    verdicts = considered.verdicts
    if len(_accepted(verdicts)) <= len(_accepted(before.verdicts)):
        return before
    return replace(before, fate=fate_of(verdicts), verdicts=verdicts)


def _accepted(verdicts: Sequence[Verdict]) -> frozenset[str]:
    return frozenset(verdict.dataset for verdict in verdicts if verdict.accepted and verdict.dataset is not None)
