"""The night: everything new in, everything due out, and the stewards told."""

import sys
from pathlib import Path
from typing import Any

from prefect import State, flow
from prefect.states import Completed

from apertura.cli.clock import now
from apertura.cli.narrate import summary
from apertura.cli.send import send_answers
from apertura.definitions import load
from apertura.errors import AperturaError
from apertura.nightly import Night
from flows.ingest import ending, ingest_inbox, unsent
from flows.portal import publish_to_portal
from flows.publish import publish_datasets
from flows.run_name import named
from flows.runner import HOUR, RUNNER
from flows.turn import hold_in_turn


@flow(name="nocturna", flow_run_name=named("Nocturna"), task_runner=RUNNER, timeout_seconds=8 * HOUR)
def nightly(datos: Path = Path("data"), esquemas: Path = Path("schemas")) -> State[Any]:
    """Recibir todo lo nuevo del buzón, publicar todo lo que cambió y enviar las respuestas.

    Args:
        datos: carpeta de trabajo.
        esquemas: carpeta de esquemas y catálogos.

    """
    definitions = load(esquemas)
    with hold_in_turn(datos):
        outcomes = ingest_inbox(datos, definitions, now())
        try:
            changesets = publish_datasets(datos, definitions, list(definitions.publishable))
            there = publish_to_portal(datos, definitions, list(definitions.publishable))
        except AperturaError:
            send_answers(datos, definitions)
            raise
        all_sent = send_answers(datos, definitions)
    night = Night(outcomes, changesets)
    sys.stdout.write(summary(night, datos))
    if not all_sent:
        return unsent(ending(outcomes))
    if not outcomes and not there and not any(changeset.changes for changeset in changesets):
        return Completed(name="Sin cambios", message="Sin novedades.")
    return ending(outcomes)


if __name__ == "__main__":
    sys.exit(0 if nightly(return_state=True).is_completed() else 3)
