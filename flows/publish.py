"""Accepted tables to new versions: one task per dataset, the version told as an artifact."""

import sys
from pathlib import Path
from typing import Any

from prefect import State, flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed

from apertura import publish as verb
from apertura.cli.narrate import narrate
from apertura.definitions import load
from apertura.model.definition import Definitions
from apertura.model.version import Changeset
from apertura.storage.lease import hold
from flows.as_is import as_is
from flows.portal import publish_to_portal


@flow(name="publicar", flow_run_name="publicar-{conjunto}")
def publish(conjunto: str | None = None, datos: Path = Path("data"), esquemas: Path = Path("schemas")) -> State[Any]:
    """Publicar lo aceptado: en carpetas y, si hay un portal CKAN, en él.

    Args:
        conjunto: nombre del conjunto de datos; vacío para todos.
        datos: carpeta de trabajo.
        esquemas: carpeta de esquemas y catálogos.

    """
    definitions = load(esquemas)
    with hold(datos):
        names = list(verb.with_parents(definitions, conjunto) if conjunto else definitions.publishable)
        changesets = publish_datasets(datos, definitions, names)
        publish_to_portal(datos, definitions, names)
    return ending(changesets)


def publish_datasets(root: Path, definitions: Definitions, datasets: list[str]) -> tuple[Changeset, ...]:
    """Publish each dataset in a task of its own; a dataset that fails does not stop the next, and is raised last."""
    states: list[State[Any]] = [
        publish_dataset.with_options(task_run_name=dataset)(dataset, root, as_is(definitions), return_state=True)
        for dataset in datasets
    ]
    changesets = tuple(state.result() for state in states)
    sys.stdout.writelines(narrate(changeset, definitions) for changeset in changesets)
    return changesets


@task(cache_policy=NO_CACHE, persist_result=False)
def publish_dataset(dataset: str, root: Path, definitions: Definitions) -> State[Changeset]:
    """Publish one dataset; leave what changed as an artifact where anything did."""
    changeset = verb.publish(root, definitions, dataset)
    version = changeset.version
    if version is None or not changeset.changes:
        return Completed(name="Sin cambios", message=dataset, data=changeset)
    changes = next(resource for resource in version.resources if resource.name == "CAMBIOS.md")
    create_markdown_artifact(
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
