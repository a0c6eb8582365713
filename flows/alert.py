"""A run that ended badly to what is done about it: begun again if it died, told to an operator if that is no help."""

import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import State, flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.settings import PREFECT_UI_URL
from prefect.states import Completed, Failed, Scheduled

from apertura.cli.clock import now
from apertura.cli.mail_settings import mail_settings
from apertura.feedback.phrases import phrases
from apertura.outbox import Alert, alert_settings
from apertura.outbox import alert as tell
from flows.run_name import named
from flows.runner import HOUR

NAME = "avisar"

BEGINNINGS = 2
"""Times that a run which dies is begun: the second time is no accident."""

FILES = "Los archivos que no se contestaron siguen en el buzón; lo publicado está como estaba, entero."
EFFECTS = {
    "nocturna": FILES,
    "recibir": FILES,
    "publicar": "Lo que no se publicó sigue en la versión que tenía, entera.",
    "verificar": "Algo de lo publicado ya no es lo que se publicó, o no se pudo comprobar.",
    "ensayar": "No se sabe a quién afectaría el cambio de esquemas; nada se tocó.",
    "recordar": "Hay organismos a los que no se recordó lo que deben.",
}
ACTIONS = {
    "nocturna": "Corrija lo que se dice; la siguiente noche toma lo que falta, o inicie «nocturna» ahora.",
    "recibir": "Corrija lo que se dice; la noche toma lo que falta, o inicie «recibir» ahora.",
    "publicar": "Corrija lo que se dice e inicie «publicar» otra vez.",
    "verificar": "Vea el artefacto promesas-rotas de la corrida y docs/operacion.md, «Recuperar».",
    "ensayar": "Vea la corrida, corrija los esquemas e inicie «ensayar» otra vez.",
    "recordar": "Corrija lo que se dice e inicie «recordar» otra vez: a quien ya se le recordó no se le repite.",
}


@flow(name=NAME, flow_run_name=named("Avisar"), timeout_seconds=HOUR, retries=3, retry_delay_seconds=300)
def alert(corrida: UUID, datos: Path = Path("data")) -> State[Any]:
    """Reiniciar una corrida que murió; si murió otra vez, o terminó mal, avisar a quien opera, una vez.

    Args:
        corrida: identificador de la corrida que terminó mal.
        datos: carpeta de trabajo.

    """
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(corrida)
        if not _ended_badly(run):
            return Completed(name="Ya no hace falta", message=f"«{run.name}» ya no está en mal estado.")
        if _may_begin_again(run):
            client.set_flow_run_state(
                run.id, Scheduled(name="Reinicio", message="Murió; se inicia otra vez."), force=True
            )
            return Completed(name="Reiniciada", message=f"«{run.name}» murió y se inicia otra vez.")
        flow_name = client.read_flow(run.flow_id).name
    sent = list(tell(datos, _about(run, flow_name), mail_settings(datos), alert_settings(), now=now()))
    said = [phrases("es", "correo").say(each.state, said=each.said) for each in sent]
    sys.stdout.writelines(f"{line}\n" for line in said)
    if any(each.state == "alert.uncertain" for each in sent):
        raise ConnectionError(" ".join(said))
    ended = Failed if any(each.state == "alert.refused" for each in sent) else Completed
    return ended(message=" ".join(said))


def _ended_badly(run: FlowRun) -> bool:
    return run.state_type in (StateType.FAILED, StateType.CRASHED)


def _may_begin_again(run: FlowRun) -> bool:
    return run.state_type is StateType.CRASHED and run.deployment_id is not None and run.run_count < BEGINNINGS


def _about(run: FlowRun, flow_name: str) -> Alert:
    return Alert(
        about=f"{run.name}: {'murió' if run.state_type is StateType.CRASHED else 'terminó mal'}",
        cause=_cause(run),
        effect=EFFECTS[flow_name],
        action=ACTIONS[flow_name],
        place=f"{PREFECT_UI_URL.value()}/runs/flow-run/{run.id}",
    )


def _cause(run: FlowRun) -> str:
    if run.state_type is StateType.CRASHED:
        return f"el proceso murió {run.run_count} veces sin decir por qué: memoria, disco o máquina apagada."
    if run.state_name == "TimedOut":
        return "tardó más de lo que se le permite, y se terminó."
    said = str(run.state.message if run.state else "")
    return said.removeprefix("Flow run encountered an exception: ")
