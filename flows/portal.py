"""Folder catalogue to the portal: one task per dataset, its changeset told as an artifact."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from prefect import State, task
from prefect.artifacts import create_markdown_artifact
from prefect.blocks.system import Secret
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed, Failed

from apertura import to_ckan
from apertura.errors import AperturaError
from apertura.model.definition import Definitions
from apertura.publication import ckan
from apertura.publication.ckan.planning.describe import describe
from apertura.publication.ckan.site.portal import Portal
from apertura.publish import Unpublished
from apertura.sentence import sentence
from flows.as_is import as_is
from flows.leave import leave
from flows.runner import HOUR

SECRET = "apertura-ckan-token"  # noqa: S105 - the name of the block, not what it holds
"""Prefect Secret block that holds the token where the environment does not."""

PORTAL, PUBLISHED = "portal", "Publicada"


def publish_to_portal(
    root: Path, definitions: Definitions, datasets: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Unpublished, ...]]:
    """Publish each dataset to the portal, where one is named, in a task of its own.

    Returns those that changed there, and those that could not: one that fails does not stop the next. A portal that is
    not to be reached is one failure.
    """
    try:
        return _publish_to_portal(root, definitions, datasets)
    except (AperturaError, OSError) as error:
        return (), (Unpublished(PORTAL, sentence(error)),)


def _publish_to_portal(
    root: Path, definitions: Definitions, datasets: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Unpublished, ...]]:
    chosen = to_ckan.settings(root, environment())
    if chosen is None:
        return (), ()
    with to_ckan.reach(root, definitions, chosen, write=True) as portal:
        sys.stdout.writelines(f"{advice}\n" for advice in portal.advice)
        there = [name for name in datasets if (portal.published / name).is_dir()]
        states: dict[str, State[Any]] = {
            name: publish_there.with_options(task_run_name=f"portal: {name}")(name, as_is(portal), return_state=True)
            for name in there
        }
    refused = tuple(Unpublished(n, f"{n}: {state.message}") for n, state in states.items() if not state.is_completed())
    return tuple(name for name, state in states.items() if state.name == PUBLISHED), refused


@task(cache_policy=NO_CACHE, persist_result=False, timeout_seconds=HOUR)
def publish_there(dataset: str, portal: Portal) -> State[Any]:
    """Publish one dataset; leave what changed at the portal as an artifact where anything did."""
    try:
        changeset = ckan.propose(portal, dataset)
        if changeset is None or changeset.empty:
            return Completed(name="Sin cambios", message=dataset)
        told = describe(changeset)
        sys.stdout.write(told)
        ckan.apply(portal, changeset, lambda _, __, ___: None)
    except AperturaError as error:
        return Failed(name="No publicada", message=str(error))
    key = f"portal-{dataset}".replace("_", "-")
    leave(
        create_markdown_artifact,
        f"```\n{told}```\n",
        key=key,
        description=f"Portal: {dataset} {changeset.wanted.version}",
    )
    return Completed(name=PUBLISHED, message=f"{dataset} {changeset.wanted.version}")


def environment() -> Mapping[str, str]:
    """Return the environment, with the token from its Secret block where a portal is named without one."""
    if not os.environ.get("CKAN_URL") or os.environ.get("CKAN_API_TOKEN") or os.environ.get("CKAN_API_TOKEN_FILE"):
        return os.environ
    try:
        block: Any = Secret.load(SECRET)
    except ValueError:  # there is no such block: the settings say what is missing
        return os.environ
    return {**os.environ, "CKAN_API_TOKEN": str(block.get())}
