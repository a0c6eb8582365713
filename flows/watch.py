"""The inbox to runs of the ingest deployment: one for whatever lands, as soon as it has landed whole."""

import os
import sys
import time
from pathlib import Path
from typing import TypeAlias

from httpx import HTTPError
from prefect.deployments import run_deployment
from prefect.exceptions import PrefectException
from watchfiles import watch

from apertura.durable import make_folder
from apertura.storage import inbox, layout

Stamped: TypeAlias = tuple[Path, tuple[int, int, int, int]]
"""A file, and what tells if it changed."""

DEPLOYMENT = "recibir/recibir"

LOOK = 5_000
"""Milliseconds after which the inbox is looked at though nothing told of a change: network folders tell of none."""

SETTLED = 1.0
"""Seconds that nothing in the inbox may change before it is taken for whole."""


def watch_inbox(root: Path, schemas: Path) -> None:
    """Start a run each time something new has landed, and go on for ever; what waits at the start is new too.

    What a run leaves in the inbox (no such body, a failure of ours) starts no other: the night comes back to it.
    """
    make_folder(layout.inbox(root))
    seen = frozenset[Stamped]()
    for _ in watch(layout.inbox(root), watch_filter=None, rust_timeout=LOOK, yield_on_timeout=True):
        there = _there(root)
        if there <= seen:
            continue
        time.sleep(SETTLED)
        if _there(root) == there and start(root, schemas):
            seen = there


def start(root: Path, schemas: Path) -> bool:
    """Ask the server for a run, and return whether it took it."""
    given = {"datos": str(root.resolve()), "esquemas": str(schemas.resolve())}
    try:
        run = run_deployment(DEPLOYMENT, parameters=given, timeout=0, as_subflow=False)
    except (HTTPError, PrefectException, RuntimeError) as error:
        sys.stdout.write(f"El servidor no tomó la corrida ({type(error).__name__}); se le pide otra vez.\n")
        sys.stdout.flush()
        return False
    sys.stdout.write(f"Llegaron archivos al buzón: inicia «{getattr(run, 'name', DEPLOYMENT)}».\n")
    sys.stdout.flush()
    return True


def _there(root: Path) -> frozenset[Stamped]:
    return frozenset((each.path, each.stamp) for each in inbox.sweep(root))


if __name__ == "__main__":
    watch_inbox(Path(os.environ.get("APERTURA_DATOS", "data")), Path(os.environ.get("APERTURA_ESQUEMAS", "schemas")))
