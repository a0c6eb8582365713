"""Schemas that may come × all that was answered: a table of who would be answered otherwise."""

import sys
from pathlib import Path
from typing import Any

from prefect import State, flow
from prefect.artifacts import create_table_artifact
from prefect.states import Completed, Failed

from apertura import rehearse as verb
from apertura.cli.rehearse import tell, total
from apertura.definitions import load
from apertura.storage.place import only_a_folder
from flows.leave import leave
from flows.run_name import named
from flows.runner import HOUR


@flow(name="ensayar", flow_run_name=named("Ensayar esquemas"), timeout_seconds=8 * HOUR)
def rehearse(esquemas: Path = Path("schemas"), datos: Path = Path("data")) -> State[Any]:
    """Revisar con otros esquemas todo lo ya contestado, sin cambiar nada, y decir a quién se le contestaría otra cosa.

    Args:
        esquemas: carpeta de esquemas y catálogos que se ensaya.
        datos: carpeta de trabajo; solo se lee.

    """
    done = []
    for each in verb.rehearse(only_a_folder(datos), load(esquemas)):
        done.append(each)
        sys.stdout.write(tell(each))
    sys.stdout.write(total(done))
    rows = [_row(each) for each in done if not each.same]
    if rows:
        leave(create_table_artifact, rows, key="ensayo", description="A quién se le contestaría otra cosa")
    if any(each.failed for each in done):
        return Failed(message=total(done).strip())
    lost = any(each.lost for each in done)
    return Completed(name="Con devoluciones" if lost else "Sin devoluciones", message=total(done).strip())


def _row(each: verb.Rehearsal) -> dict[str, str]:
    return {
        "organismo": each.submission.garante,
        "periodo": each.submission.period,
        "se devolvería": ", ".join(each.lost),
        "se aceptaría": ", ".join(each.gained),
        "por": "falla nuestra" if each.failed else ", ".join(f"{code}: {n}" for code, n in each.causes.items()),
    }
