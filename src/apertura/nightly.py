"""The main job: everything new in, everything due out."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from apertura import chronicle
from apertura.errors import KeysError, StoreError
from apertura.ingest import record
from apertura.judge import failed
from apertura.judging import Consider, considering, together
from apertura.model.definition import Definitions
from apertura.model.version import Changeset
from apertura.night import Fate, Night, Outcome, fate_of, log_failure
from apertura.publish import publish_each, settle
from apertura.second_look import look_again
from apertura.storage import archive, inbox, register, withdrawals
from apertura.storage.lease import hold
from apertura.storage.workspace import channel


def nightly(
    root: Path, definitions: Definitions, *, now: datetime, tell: Callable[[Outcome | Changeset], None]
) -> Night:
    """Take in every file of the inbox, then publish every dataset that changed, under the workspace's lease.

    ``tell`` is called with each outcome and each changeset as it comes. Neither a file nor a dataset that something is
    wrong with stops the others. Raises LeaseHeldError where another run is at work.
    """
    with hold(root):
        queues, outcomes = inbox.queues(inbox.sweep(root)), list[Outcome]()
        with considering(definitions, sum(map(len, queues))) as consider:
            for queue in _in_parallel(root, queues, definitions, now, consider):
                for outcome in queue:
                    outcomes.append(outcome)
                    tell(outcome)
            outcomes = look_again(root, outcomes, definitions, now=now, tell=tell, consider=consider)
        changesets, unpublished = settle(publish_each(root, definitions, list(definitions.publishable), now=now), tell)
        chronicle.note(root, now=now)
    return Night(tuple(outcomes), changesets, unpublished)


def take_in(
    root: Path, delivery: inbox.Delivery, definitions: Definitions, *, now: datetime, consider: Consider
) -> Outcome:
    """Archive, judge, answer and record one file of the inbox, then take it out of the inbox.

    It is received and, where it is, accepted ``now``.
    The file leaves the inbox last, so that a run that dies on the way is made good by the next one. Files for a garante
    or a period that no catalogue has, and files our machine failed on, stay where they are. Raises nothing that
    concerns this file alone: KeysError where no acuse can be signed, StoreError where the data are out of reach.
    """
    try:
        return _take_in(root, delivery, definitions, now, consider)
    except (KeysError, StoreError):
        raise
    except Exception:  # noqa: BLE001
        log_failure(delivery)
        return Outcome(delivery, Fate.FALLO_NUESTRO, None, ())


def _take_in(
    root: Path, delivery: inbox.Delivery, definitions: Definitions, now: datetime, consider: Consider
) -> Outcome:
    if delivery.garante not in definitions.garantes or delivery.period not in definitions.periods:
        return Outcome(delivery, Fate.SIN_DESTINO, None, ())
    submission, _ = archive.receive(
        root,
        delivery.garante,
        delivery.period,
        delivery.path.name,
        delivery.path.read_bytes(),
        now=now,
        place=delivery.place,
        channel=channel(root),
    )
    if (gone := withdrawals.taken_back(root, submission) is not None) or register.judged(root, submission):
        inbox.remove(delivery)
        return Outcome(delivery, Fate.RETIRADA if gone else Fate.REPETIDA, submission, ())
    considered = consider(root, submission)
    record(root, considered, definitions, now=now)
    if any(failed(verdict) for verdict in considered.verdicts):
        return Outcome(delivery, Fate.FALLO_NUESTRO, submission, considered.verdicts)
    inbox.remove(delivery)
    return Outcome(delivery, fate_of(considered.verdicts), submission, considered.verdicts)


def _in_parallel(
    root: Path,
    queues: Sequence[Sequence[inbox.Delivery]],
    definitions: Definitions,
    now: datetime,
    consider: Consider,
) -> Iterator[list[Outcome]]:
    with ThreadPoolExecutor(together()) as pool:

        def take_in_queue(queue: Sequence[inbox.Delivery]) -> list[Outcome]:
            return [take_in(root, delivery, definitions, now=now, consider=consider) for delivery in queue]

        yield from pool.map(take_in_queue, queues)
