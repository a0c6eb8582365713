"""Prefect's server to the runs that ended badly, those that nothing is heard of any more among them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.events.filters import EventFilter, EventOccurredFilter, EventResourceFilter
from prefect.states import Crashed

SILENCE = timedelta(minutes=3)
"""How long nothing may be heard of a run: six of the beats that pyproject.toml sets."""

SILENT = "Dejó de dar señales de vida."

RECENT = timedelta(days=1)


def badly_ended(client: SyncPrefectClient, flows: Sequence[str]) -> tuple[FlowRun, ...]:
    """Read the runs of these flows that failed or died within a day; whatever is silent is declared dead first.

    Events tell of the same sooner, and may be lost: a busy SQLite drops some. A run whose machine died before it began
    is silent too.
    """
    now = datetime.now(UTC)
    for run in _silent(client, flows, now):
        client.set_flow_run_state(run.id, Crashed(message=SILENT))
    recent = FlowRunFilterEndTime(after_=cast("Any", now - RECENT))
    return tuple(_read(client, flows, StateType.FAILED, StateType.CRASHED, ended=recent))


def _silent(client: SyncPrefectClient, flows: Sequence[str], now: datetime) -> Iterator[FlowRun]:
    for run in _read(client, flows, StateType.RUNNING, StateType.PENDING):
        heard = EventFilter(
            occurred=EventOccurredFilter(since=cast("Any", now - SILENCE)),
            resource=EventResourceFilter(id=[f"prefect.flow-run.{run.id}"]),
        )
        since = run.start_time or (run.state.timestamp if run.state else now)
        if since < now - SILENCE and not client.read_events(heard, limit=1).events:
            yield run


def _read(
    client: SyncPrefectClient, flows: Sequence[str], *types: StateType, ended: FlowRunFilterEndTime | None = None
) -> list[FlowRun]:
    return client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[*flows])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[*types])), end_time=ended
        ),
    )
