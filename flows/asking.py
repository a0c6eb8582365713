"""Versions that wait for a yes to runs that wait for it, and answers given elsewhere to the runs that wait for them."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from httpx import HTTPError
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.deployments import run_deployment
from prefect.exceptions import PrefectException
from prefect.states import Cancelled

from apertura.model.approval import ApprovalAct, ApprovalStep
from apertura.publish import Unpublished
from apertura.storage import approvals
from apertura.storage.place import address

FLOW = "aprobar"
YES, NO = "publicar", "no publicar"

_ALIVE = (StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.PAUSED)

logger = logging.getLogger("apertura.aprobar")


def ask(root: Path, place: Path, schemas: Path, datasets: Sequence[str], unpublished: Sequence[Unpublished]) -> None:
    """Have a run wait for the answer to each version that can be answered; of ``datasets``, none for anything else.

    ``place`` is where the data are, as the run is told; ``root`` the folder in which they are at hand here.

    What could not be asked here is asked by the next run; on record it is, and by other ways it can be answered.
    """
    waiting = {each.digest: each.dataset for each in unpublished if each.digest is not None}
    try:
        with get_client(sync_client=True) as client:
            pass_on_answers(client, root)
            asked = {run.parameters.get("huella"): run for run in _runs(client, *_ALIVE)}
            for digest in asked.keys() - waiting.keys():
                if asked[digest].parameters.get("conjunto") in datasets:
                    _let_go(client, asked[digest])
        for digest in waiting.keys() - asked.keys():
            given = {"conjunto": waiting[digest], "huella": digest, "datos": _said(place), "esquemas": str(schemas)}
            run_deployment(f"{FLOW}/{FLOW}", parameters=given, timeout=0, as_subflow=False)
    except (HTTPError, PrefectException, RuntimeError) as error:
        logger.warning("El servidor no tomó lo que espera aprobación (%s); la corrida sigue.", type(error).__name__)


def _said(place: Path) -> str:
    return address(place) or str(place)


def pass_on_answers(client: SyncPrefectClient, root: Path) -> None:
    """Have the runs go on that wait for an answer which was given by command line or portal meanwhile."""
    runs = list(_runs(client, StateType.PAUSED))
    said = {act.subject.digest: act for act in approvals.every(root)} if runs else {}
    for run in runs:
        act = said.get(str(run.parameters.get("huella")))
        if act is not None and act.act is not ApprovalStep.ASKED:
            client.resume_flow_run(run.id, run_input=_as_input(act))


def _let_go(client: SyncPrefectClient, run: FlowRun) -> None:
    # one that is about to go on finds out by itself
    if run.state_type is StateType.PAUSED:
        gone: Any = Cancelled(message="Lo que se publicaría ya es otra cosa.")
        client.set_flow_run_state(run.id, gone, force=True)


def _as_input(act: ApprovalAct) -> dict[str, str]:
    answer = YES if act.act is ApprovalStep.APPROVED else NO
    return {"respuesta": answer, "nombre": act.who or "", "motivo": act.reason or ""}


def _runs(client: SyncPrefectClient, *types: StateType) -> Iterator[FlowRun]:
    state = FlowRunFilterState(type=FlowRunFilterStateType(any_=[*types]))
    yield from client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[FLOW])), flow_run_filter=FlowRunFilter(state=state)
    )
