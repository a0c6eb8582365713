"""Runs that ended badly to what is done about each: begun again if it died, told to an operator if that is no help."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import State, flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.settings import PREFECT_UI_URL
from prefect.states import Completed, Failed, Scheduled

from apertura.cli.clock import now
from apertura.feedback.phrases import phrases
from apertura.outbox import Alert, alert_settings
from apertura.outbox import alert as tell
from apertura.outbox.alert import WHO
from apertura.outbox.mail_settings import mail_settings
from apertura.storage import layout
from apertura.storage.place import only_a_folder
from flows.asking import pass_on_answers
from flows.badly_ended import badly_ended
from flows.run_name import named
from flows.runner import HOUR
from flows.turn import hold_in_turn

NAME = "avisar"

AGAIN = "Reinicio"
"""State of a run that is begun again; it is, once: the second death is no accident."""

FILES = "Los archivos que no se contestaron siguen en el buzón; lo publicado está como estaba, entero."
EFFECTS = {
    "nocturna": FILES,
    "recibir": FILES,
    "publicar": "Lo que no se publicó sigue en la versión que tenía, entera.",
    "verificar": "Algo de lo publicado ya no es lo que se publicó, o no se pudo comprobar.",
    "ensayar": "No se sabe a quién afectaría el cambio de esquemas; nada se tocó.",
    "recordar": "Hay organismos a los que no se recordó lo que deben.",
    "aprobar": "Esa versión no se publica; sigue la que había, entera.",
}
ACTIONS = {
    "nocturna": "Corrija lo que se dice; la siguiente noche toma lo que falta, o inicie «nocturna» ahora.",
    "recibir": "Corrija lo que se dice; la noche toma lo que falta, o inicie «recibir» ahora.",
    "publicar": "Corrija lo que se dice e inicie «publicar» otra vez.",
    "verificar": "Vea el artefacto promesas-rotas de la corrida y docs/operacion.md, «Recuperar».",
    "ensayar": "Vea la corrida, corrija los esquemas e inicie «ensayar» otra vez.",
    "recordar": "Corrija lo que se dice e inicie «recordar» otra vez: a quien ya se le recordó no se le repite.",
    "aprobar": "Véala, y pídala otra vez si ha de publicarse: apertura aprobar.",
}


@flow(name=NAME, flow_run_name=named("Atender lo que terminó mal"), timeout_seconds=HOUR)
def alert(corrida: UUID | None = None, datos: Path = Path("data")) -> State[Any]:
    """Reiniciar una corrida que murió; si murió otra vez, o terminó mal, avisar a quien opera, una vez.

    Args:
        corrida: identificador de la corrida que terminó mal; vacío para todas las que terminaron mal en un día.
        datos: carpeta de trabajo.

    """
    with (
        hold_in_turn(layout.outbox(only_a_folder(datos)) / WHO, patience=HOUR / 2),
        get_client(sync_client=True) as client,
    ):
        pass_on_answers(client, datos)
        runs = badly_ended(client, [*EFFECTS]) if corrida is None else (client.read_flow_run(corrida),)
        said = [_look_after(client, run, datos) for run in runs if _ended_badly(run)]
    if not said:
        return Completed(name="Sin cambios", message="Nada terminó mal.")
    sys.stdout.writelines(f"{line}\n" for _, line in said)
    ended = Failed if any(lost for lost, _ in said) else Completed
    return ended(message=" ".join(dict.fromkeys(line for _, line in said)))


def _look_after(client: SyncPrefectClient, run: FlowRun, root: Path) -> tuple[bool, str]:
    """Begin a run again or tell of it; return whether that could not be done, and what was."""
    if _may_begin_again(run, client.read_flow_run_states(run.id)):
        again: State[Any] = Scheduled(name=AGAIN, message="Murió; se inicia otra vez.")
        client.set_flow_run_state(run.id, again, force=True)
        return False, f"«{run.name}» murió y se inicia otra vez."
    told = _about(run, client.read_flow(run.flow_id).name)
    # of the day it ended: whoever looks again the day after tells nobody again
    ended = run.end_time or now()
    sent = list(tell(root, told, mail_settings(root), alert_settings(), now=ended))
    said = " ".join(phrases("es", "correo").say(each.state, said=each.said) for each in sent)
    return any(each.state in ("alert.uncertain", "alert.refused") for each in sent), said


def _ended_badly(run: FlowRun) -> bool:
    return run.state_type in (StateType.FAILED, StateType.CRASHED)


def _may_begin_again(run: FlowRun, states: Sequence[State[Any]]) -> bool:
    # how often it ran would not tell: one that dies before it begins never did
    died = run.state_type is StateType.CRASHED and run.deployment_id is not None
    return died and not any(state.name == AGAIN for state in states)


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
        return "el proceso murió dos veces sin decir por qué: memoria, máquina apagada o programa que no arranca."
    if run.state_name == "TimedOut":
        return "tardó más de lo que se le permite, y se terminó."
    said = str(run.state.message if run.state else "")
    if said.endswith("and never resumed."):
        return "nadie respondió en el plazo."
    return said.removeprefix("Flow run encountered an exception: ")
