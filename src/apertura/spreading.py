"""Submissions judged by the workers of a Dask cluster, on this machine or on many, which only read."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from apertura.durable import keeper_of
from apertura.errors import ClusterLostError
from apertura.ingest import Considered, consider, given_up
from apertura.intake.read import Read
from apertura.isolation import isolated
from apertura.model.definition import Definitions
from apertura.model.submission import Submission
from apertura.storage.objects import Objects
from apertura.storage.read_copy import ReadCopy
from apertura.where_judged import CLUSTER

if TYPE_CHECKING:
    from distributed import Client

PENDING = 64
"""Submissions handed to a cluster at a time: enough for its workers to have the next one when they end one."""

logger = logging.getLogger(__name__)

_given: list[Definitions] = []
"""What a worker judges by; empty in the process that asks."""

_own = ExitStack()
"""What ends with a worker's process."""


Judged: TypeAlias = "Callable[[Path, Submission], Considered]"


@contextmanager
def spread(definitions: Definitions, where: str, longest: float) -> Iterator[Judged]:
    """Offer to judge submissions by a cluster; one whose worker dies, or that takes ``longest`` seconds, is given up.

    The workers see the same folder, or reach the same store. Raises ClusterLostError where there is no cluster.
    """
    with _client(where) as client:
        # those that join later learn them too
        client.register_worker_callbacks(partial(_learn, definitions))

        def ask(root: Path, submission: Submission) -> Considered:
            from distributed import KilledWorker

            keeper = keeper_of(root)
            store = keeper.where if keeper else None
            work = client.submit(_judge, str(root.resolve()), store, submission, pure=False, retries=0)
            try:
                return work.result(timeout=longest)
            except (KilledWorker, CancelledError, TimeoutError) as error:
                work.cancel()
                logger.error("juzgar %s de %s: %s", submission.sha256[:12], submission.garante, type(error).__name__)  # noqa: TRY400
                return given_up(submission, definitions)

        yield ask


@contextmanager
def _client(where: str) -> "Iterator[Client]":
    try:
        import dask

        # it says at each start and end what only its makers read, and takes the level when it is imported
        dask.config.set({"logging.distributed": "error"})
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise ClusterLostError("Para repartir el trabajo con Dask falta instalar apertura[dask].") from error
    # a file that was the end of a worker is not given to the next one
    dask.config.set({"distributed.scheduler.allowed-failures": 0, "distributed.comm.timeouts.connect": "10s"})
    with ExitStack() as started:
        try:
            if where.isdecimal():
                own = LocalCluster(
                    n_workers=int(where), threads_per_worker=1, dashboard_address=None, silence_logs=logging.ERROR
                )
                started.enter_context(own)
                client = started.enter_context(Client(own))
            else:
                client = started.enter_context(Client(where))
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterLostError(
                f"No hay un grupo de Dask en «{where}»: {CLUSTER} es la dirección de su planificador, como "
                "tcp://equipo:8786, o cuántos procesos iniciar en esta máquina."
            ) from error
        yield client


def _learn(definitions: Definitions) -> None:
    _given[:] = [definitions]


def _judge(root: str, store: str | None, submission: Submission) -> Considered:
    [definitions] = _given
    if store is None:
        return consider(Path(root), submission, definitions, _read())
    copy = _copy(store)
    return consider(copy.folder, submission, definitions, _read(), at_hand=copy.bring)


@cache
def _read() -> Read:
    return _own.enter_context(isolated())


@cache
def _copy(store: str) -> ReadCopy:
    folder = _own.enter_context(tempfile.TemporaryDirectory(prefix="apertura-"))
    return ReadCopy(Path(folder), Objects(store))
