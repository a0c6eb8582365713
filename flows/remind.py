"""Who owes what and by when: a table for the operator, a reminder to each body."""

import sys
from pathlib import Path
from typing import Annotated, Any

from prefect import State, flow
from prefect.artifacts import create_table_artifact
from prefect.states import Completed, Failed
from pydantic import Field

from apertura.cli.remind import LONGEST, debts_of, remind_all
from apertura.definitions import load
from apertura.outbox.remind import told
from apertura.storage.place import only_a_folder
from flows.leave import leave
from flows.run_name import named
from flows.runner import HOUR
from flows.turn import hold_in_turn


@flow(name="recordar", flow_run_name=named("Recordar lo que se debe"), timeout_seconds=HOUR)
def remind(
    plazo: Annotated[int, Field(ge=0, le=LONGEST)] = 30,
    enviar: bool = True,  # noqa: FBT001, FBT002 - Prefect passes parameters by name
    datos: Path = Path("data"),
    esquemas: Path = Path("schemas"),
) -> State[Any]:
    """Decir qué debe cada organismo y para cuándo, y recordárselo una vez por semana.

    Args:
        plazo: días que hay para entregar desde que termina el periodo.
        enviar: escribir a cada organismo; si no, solo decirlo.
        datos: carpeta de trabajo.
        esquemas: carpeta de esquemas y catálogos.

    """
    definitions = load(esquemas)
    debts = debts_of(only_a_folder(datos), definitions, plazo)
    if not debts:
        return Completed(name="Nadie debe nada", message="Nadie debe nada.")
    rows = [
        {"organismo": debt.garante, "periodo": debt.period, "conjunto": debt.dataset, "vence": debt.due.isoformat()}
        for owed in debts.values()
        for debt in owed
    ]
    leave(create_table_artifact, rows, key="por-entregar", description="Qué debe cada organismo y para cuándo")
    with hold_in_turn(datos):
        sent = remind_all(datos, debts, definitions) if enviar else ()
    sys.stdout.writelines(f"{told(each)}\n" for each in sent)
    wrong = sum(each.state in ("reminder.uncertain", "reminder.refused") for each in sent)
    if wrong:
        return Failed(message=f"Recordatorios que no se pudieron enviar: {wrong}.")
    return Completed(message=f"Organismos que deben algo: {len(debts)}; tablas: {len(rows)}.")
