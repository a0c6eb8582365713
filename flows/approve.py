"""A version that waits for an operator's yes, shown; the run waits for the answer with no process and no worker."""

from pathlib import Path
from typing import Any, Literal

from prefect import State, flow, suspend_flow_run
from prefect.artifacts import create_markdown_artifact
from prefect.input import RunInput
from prefect.states import Completed
from pydantic import Field

from apertura import chronicle
from apertura.cli.clock import now
from apertura.consent import told
from apertura.definitions import load
from apertura.model.approval import Approval, ApprovalState
from apertura.storage import approvals
from apertura.tonight import Due, due
from flows.asking import FLOW, YES
from flows.due_page import due_page
from flows.leave import leave
from flows.run_name import named
from flows.runner import HOUR
from flows.turn import hold_in_turn

CHANNEL = "prefect"


class Answer(RunInput):
    """Lo que responde quien opera; vale para esta versión, byte por byte, y para ninguna otra cosa."""

    respuesta: Literal["publicar", "no publicar"] = Field(description="Si se publica o no, en la noche siguiente.")
    nombre: str = Field(min_length=1, max_length=200, description="Quién responde.")
    motivo: str = Field(min_length=1, max_length=2000, description="Por qué.")


@flow(name=FLOW, flow_run_name=named("Aprobar", "conjunto"), timeout_seconds=HOUR)
def approve(conjunto: str, huella: str, datos: Path = Path("data"), esquemas: Path = Path("schemas")) -> State[Any]:
    """Mostrar una versión que espera el sí de quien opera, esperar su respuesta y dejarla registrada.

    Args:
        conjunto: nombre del conjunto de datos.
        huella: de qué se habla, todos los archivos de la versión.
        datos: carpeta de trabajo.
        esquemas: carpeta de esquemas y catálogos.

    """
    definitions = load(esquemas)
    with hold_in_turn(datos) as root:
        found = due(root, definitions, conjunto)
    approval = found.approval if isinstance(found, Due) else None
    if not isinstance(found, Due) or approval is None or approval.subject.digest != huella:
        return Completed(
            name="Ya es otra cosa", message=f"Lo que se publicaría de {conjunto} ya no es lo que se preguntó."
        )
    if approval.state(now()) is ApprovalState.WAITS:
        page = due_page(found, definitions)
        key = f"aprobar-{conjunto}".replace("_", "-")
        leave(create_markdown_artifact, page, key=key, description=f"Por aprobar: {conjunto} {found.version}")
        # what comes after runs in another process, once there is an answer; without one, the server ends the run
        answer: Answer = suspend_flow_run(wait_for_input=Answer, timeout=_left(approval), key=huella)
        approval = _recorded(datos, approval, answer)
    return _ending(approval)


def _left(approval: Approval) -> int:
    until = approval.last.until if approval.last else None
    return 1 if until is None else max(1, round((until - now()).total_seconds()))


def _recorded(place: Path, approval: Approval, answer: Answer) -> Approval:
    approved = answer.respuesta == YES
    with hold_in_turn(place) as root:
        approvals.decide(
            root,
            approval.subject,
            approved=approved,
            who=answer.nombre,
            reason=answer.motivo,
            channel=CHANNEL,
            now=now(),
        )
        chronicle.note(root, now=now())
        return approvals.of(root, approval.subject)


def _ending(approval: Approval) -> State[Any]:
    return Completed(name=approval.state(now()).capitalize(), message=told(approval, now()))
