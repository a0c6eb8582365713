"""Inbox to outcomes: one task per submission, in parallel; a returned one completes in a named state."""

import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from prefect import State, flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed
from prefect.utilities.annotations import allow_failure

from apertura import chronicle, feedback
from apertura.cli.clock import now
from apertura.cli.narrate import narrate
from apertura.cli.send import send_answers
from apertura.definitions import load
from apertura.judging import LONGEST, Consider, considering
from apertura.model.definition import Definitions
from apertura.night import Fate, Outcome
from apertura.nightly import take_in
from apertura.second_look import look_again
from apertura.storage import inbox
from apertura.validation.personal_data.hide import hide
from apertura.where_judged import FEW
from flows.as_is import as_is
from flows.deadline import GRACE, ended_by
from flows.leave import leave
from flows.progress import progress
from flows.run_name import named
from flows.runner import HOUR, RUNNER
from flows.turn import hold_in_turn

UNSENT = "Hay respuestas que no se pudieron enviar."


@flow(name="recibir", flow_run_name=named("Recibir el buzón"), task_runner=RUNNER, timeout_seconds=4 * HOUR)
def ingest(datos: Path = Path("data"), esquemas: Path = Path("schemas")) -> State[Any]:
    """Recibir, revisar y contestar cada archivo del buzón, y enviar las respuestas.

    Args:
        datos: carpeta de trabajo.
        esquemas: carpeta de esquemas y catálogos.

    """
    definitions = load(esquemas)
    with ended_by(4 * HOUR + GRACE), hold_in_turn(datos) as root:
        outcomes = ingest_inbox(root, definitions, now())
        chronicle.note(root, now=now())
        all_sent = send_answers(root, definitions)
    return marred(ending(outcomes), () if all_sent else (UNSENT,))


def ingest_inbox(root: Path, definitions: Definitions, instant: datetime) -> tuple[Outcome, ...]:
    """Take in every file of the inbox, each in a task of its own, and leave the verdicts as an artifact.

    A task that dies is an outcome too (*fallo nuestro*): its file stays in the inbox and the others go on. Each
    outcome is told on standard output as it comes.
    """
    queues = inbox.queues(inbox.sweep(root))
    # each task is a thread already: no more processes here than one that reads, unless a cluster judges
    with considering(definitions, min(FEW, sum(map(len, queues)))) as judge:
        submitted = [
            (delivery, future)
            for queue in queues
            for delivery, future in zip(queue, _submit(queue, root, definitions, instant, judge), strict=True)
        ]
        step = progress("avance", "Archivos del buzón ya contestados", len(submitted))
        outcomes = []
        for delivery, future in submitted:
            future.wait()
            done = future.state.is_completed()
            outcomes.append(future.result() if done else Outcome(delivery, Fate.FALLO_NUESTRO, None, ()))
            _narrate(outcomes[-1], definitions)
            step()
        told = partial(_narrate, definitions=definitions)
        outcomes = look_again(root, outcomes, definitions, now=instant, tell=told, consider=judge)
    tell(outcomes, definitions)
    return tuple(outcomes)


@task(cache_policy=NO_CACHE, persist_result=False, timeout_seconds=LONGEST)
def ingest_submission(
    delivery: inbox.Delivery, root: Path, definitions: Definitions, instant: datetime, judge: Consider
) -> State[Outcome]:
    """Take in one file; leave its letter as an artifact where it is returned."""
    outcome = take_in(root, delivery, definitions, now=instant, consider=judge)
    name = outcome.fate.capitalize()
    if outcome.fate is Fate.FALLO_NUESTRO:
        return Failed(name="Falla nuestra", message="El archivo sigue en el buzón; qué pasó está en la bitácora.")
    if outcome.fate is Fate.DEVUELTA:
        letter = feedback.letter(outcome.verdicts, definitions, form="markdown")
        key = f"carta-{delivery.garante}-{delivery.period}".lower()
        leave(create_markdown_artifact, letter, key=key, description=f"Carta al enlace: {hide(delivery.path.name)}")
    return Completed(name=name, message=hide(delivery.path.name), data=outcome)


def tell(outcomes: Sequence[Outcome], definitions: Definitions) -> None:
    """Leave the verdicts of the night as one table artifact."""
    if not outcomes:
        return
    rows = [_row(outcome, definitions) for outcome in outcomes]
    leave(create_table_artifact, rows, key="dictamenes", description="Dictamen de cada entrega de la noche")


def ending(outcomes: Sequence[Outcome]) -> State[Any]:
    """Return the state a run ends in: returned submissions are no failure, our own failures are."""
    failures = [outcome for outcome in outcomes if outcome.fate is Fate.FALLO_NUESTRO]
    if failures:
        named = ", ".join(sorted({f"{each.delivery.garante} {each.delivery.period}" for each in failures}))
        return Failed(message=f"Fallas nuestras: {len(failures)} ({named}); sus archivos siguen en el buzón.")
    if not outcomes:
        return Completed(name="Sin cambios", message="El buzón está vacío.")
    returned = sum(outcome.fate is Fate.DEVUELTA for outcome in outcomes)
    return Completed(message=f"Entregas: {len(outcomes)}; devueltas: {returned}.")


def marred(ended: State[Any], wrong: Sequence[str]) -> State[Any]:
    """Return the state of a run that did all it had to, but for what went ``wrong``, which the next run tries again."""
    return Failed(message=" ".join([str(ended.message), *wrong])) if wrong else ended


def _narrate(outcome: Outcome, definitions: Definitions) -> None:
    sys.stdout.write(narrate(outcome, definitions))


def _submit(
    queue: Sequence[inbox.Delivery], root: Path, definitions: Definitions, instant: datetime, judge: Consider
) -> list[PrefectFuture[Any]]:
    futures: list[PrefectFuture[Any]] = []
    for delivery in queue:
        named = ingest_submission.with_options(
            task_run_name=f"{delivery.garante} {delivery.period} {hide(delivery.path.name)}"
        )
        before = [allow_failure(future) for future in futures[-1:]]
        given = delivery, root, as_is(definitions), instant, as_is(judge)
        futures.append(named.submit(*given, wait_for=before, return_state=False))
    return futures


def _row(outcome: Outcome, definitions: Definitions) -> dict[str, str]:
    garante = definitions.garantes.get(outcome.delivery.garante)
    issues = sum(len(verdict.issues) for verdict in outcome.verdicts)
    return {
        "organismo": garante.acronym if garante else outcome.delivery.garante,
        "periodo": outcome.delivery.period,
        "archivo": hide(outcome.delivery.path.name),
        "dictamen": outcome.fate,
        "incidencias": str(issues),
    }
