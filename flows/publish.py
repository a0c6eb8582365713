"""Accepted tables to new versions: one task per dataset, the version told as an artifact."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from prefect import State, flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, wait
from prefect.states import Completed, Failed
from prefect.utilities.annotations import allow_failure

from apertura import chronicle
from apertura import publish as verb
from apertura.cli.clock import now
from apertura.cli.narrate import narrate
from apertura.definitions import load
from apertura.errors import AperturaError, AwaitingApprovalError
from apertura.model.definition import Definitions
from apertura.model.version import Changeset
from apertura.publish import Unpublished
from apertura.sentence import sentence
from flows.as_is import as_is
from flows.asking import ask
from flows.deadline import GRACE, ended_by
from flows.ingest import marred
from flows.leave import leave
from flows.portal import publish_to_portal
from flows.run_name import named
from flows.runner import HOUR, RUNNER
from flows.turn import hold_in_turn

KEPT_BACK = "No publicada"
"""State of a dataset that stays at the version it had; its message is a sentence for the operator."""

AWAITS = "Espera aprobación"
"""State of one that an operator has not said yes to, with the sentence that says so: no failure."""


@flow(name="publicar", flow_run_name=named("Publicar", "conjunto"), task_runner=RUNNER, timeout_seconds=4 * HOUR)
def publish(conjunto: str | None = None, datos: Path = Path("data"), esquemas: Path = Path("schemas")) -> State[Any]:
    """Publicar lo aceptado: en carpetas y, si hay un portal CKAN, en él.

    Args:
        conjunto: nombre del conjunto de datos; vacío para todos.
        datos: carpeta de trabajo.
        esquemas: carpeta de esquemas y catálogos.

    """
    definitions = load(esquemas)
    with ended_by(4 * HOUR + GRACE), hold_in_turn(datos) as root:
        names = list(verb.with_parents(definitions, conjunto) if conjunto else definitions.publishable)
        changesets, unpublished = publish_datasets(root, definitions, names, now())
        chronicle.note(root, now=now())
        ask(root, datos, esquemas, names, unpublished)
        _, refused = publish_to_portal(root, definitions, names)
    return marred(ending(changesets), [each.said for each in verb.part((*unpublished, *refused))[1]])


def publish_datasets(
    root: Path, definitions: Definitions, datasets: list[str], instant: datetime
) -> tuple[tuple[Changeset, ...], tuple[Unpublished, ...]]:
    """Publish each dataset in a task of its own, after those it is computed from.

    One that something is wrong with does not stop the others: it is returned apart.
    """
    with verb.upkeep(root):
        begun: dict[str, PrefectFuture[Any]] = {}
        for dataset in datasets:
            before = [allow_failure(begun[source]) for source in definitions.precursors(dataset) if source in begun]
            named = publish_dataset.with_options(task_run_name=dataset)
            begun[dataset] = named.submit(
                dataset, root, as_is(definitions), instant, wait_for=before, return_state=False
            )
        wait(list(begun.values()))
    done = {name: each for name, each in begun.items() if each.state.is_completed() and each.state.name != AWAITS}
    changesets = tuple(future.result() for future in done.values())
    sys.stdout.writelines(narrate(changeset, definitions) for changeset in changesets)
    unpublished = (
        _waits(name, begun[name])
        if begun[name].state.name == AWAITS
        else Unpublished(name, _said(name, begun[name].state))
        for name in begun.keys() - done.keys()
    )
    return changesets, tuple(sorted(unpublished, key=lambda each: each.dataset))


@task(cache_policy=NO_CACHE, persist_result=False, timeout_seconds=HOUR)
def publish_dataset(dataset: str, root: Path, definitions: Definitions, instant: datetime) -> State[Any]:
    """Publish one dataset; leave what changed as an artifact where anything did."""
    try:
        changeset = verb.publish_within(root, definitions, dataset, now=instant)
    except AwaitingApprovalError as error:
        return Completed(name=AWAITS, message=sentence(error), data=error.digest)
    except (AperturaError, OSError) as error:
        return Failed(name=KEPT_BACK, message=sentence(error))
    version = changeset.version
    if version is None or not changeset.changes:
        return Completed(name="Sin cambios", message=dataset, data=changeset)
    changes = next(resource for resource in version.resources if resource.name == "CAMBIOS.md")
    leave(
        create_markdown_artifact,
        changes.content.decode(),
        key=f"version-{dataset}".replace("_", "-"),
        description=f"{definitions.publishable[dataset].title} {version.number}",
    )
    return Completed(name="Publicada", message=f"{dataset} {version.number}", data=changeset)


def ending(changesets: tuple[Changeset, ...]) -> State[Any]:
    """Return the state a run ends in: whether anything was published."""
    published = [changeset for changeset in changesets if changeset.changes]
    if not published:
        return Completed(name="Sin cambios", message="Nada cambió en lo publicado.")
    return Completed(message=", ".join(f"{c.dataset} {c.version.number}" for c in published if c.version))


def _waits(dataset: str, future: PrefectFuture[Any]) -> Unpublished:
    return Unpublished(dataset, str(future.state.message), awaits=True, digest=future.result())


def _said(dataset: str, state: State[Any]) -> str:
    ours = state.name != KEPT_BACK
    return f"Falla nuestra al publicar {dataset}: {state.message}" if ours else str(state.message)
