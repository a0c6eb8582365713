"""The night: everything new in, everything due out, and the stewards told."""

import sys
from pathlib import Path
from typing import Any

from prefect import State, flow
from prefect.artifacts import create_markdown_artifact
from prefect.states import Completed

from apertura import chronicle
from apertura.cli.clock import now
from apertura.cli.narrate import summary
from apertura.cli.send import send_answers
from apertura.definitions import load
from apertura.model.calendar import day_of
from apertura.night import Night
from apertura.publish import part
from flows.asking import ask
from flows.coverage import coverage
from flows.deadline import GRACE, ended_by
from flows.digest import digest
from flows.ingest import UNSENT, ending, ingest_inbox, marred
from flows.leave import leave
from flows.portal import publish_to_portal
from flows.publish import ending as of_publishing
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
    with ended_by(8 * HOUR + GRACE), hold_in_turn(datos) as root:
        outcomes = ingest_inbox(root, definitions, now())
        changesets, kept_back = publish_datasets(root, definitions, list(definitions.publishable), now())
        chronicle.note(root, now=now())
        ask(root, datos, esquemas, list(definitions.publishable), kept_back)
        there, refused = publish_to_portal(root, definitions, list(definitions.publishable))
        all_sent = send_answers(root, definitions)
    night = Night(outcomes, changesets, (*kept_back, *refused))
    sys.stdout.write(summary(night, root))
    told = digest(night, definitions, root, day_of(now()), all_sent=all_sent)
    leave(create_markdown_artifact, told, key="noche", description="Resumen de la noche")
    heat = coverage(root, definitions, day_of(now()))
    leave(create_markdown_artifact, heat, key="cobertura", description="Qué entregó cada organismo de lo que debe")
    ended = ending(outcomes) if outcomes else of_publishing(changesets)
    if there and ended.name == "Sin cambios":
        ended = Completed(message=f"Al portal: {', '.join(there)}.")
    return marred(ended, [*(each.said for each in part(night.unpublished)[1]), *(() if all_sent else (UNSENT,))])


if __name__ == "__main__":
    sys.exit(0 if nightly(return_state=True).is_completed() else 3)
