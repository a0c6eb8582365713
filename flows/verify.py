"""Everything published to the promises that are broken, one task per place where it is published."""

from functools import partial
from pathlib import Path
from typing import Any

from prefect import State, flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed, Failed

from apertura import chronicle, to_ckan
from apertura.definitions import load
from apertura.errors import AperturaError
from apertura.model.definition import Definitions
from apertura.publication import ckan, folder
from apertura.storage.layout import published
from apertura.storage.lease import undisturbed
from apertura.storage.place import looked_at
from flows.as_is import as_is
from flows.leave import leave
from flows.portal import environment
from flows.run_name import named
from flows.runner import HOUR
from flows.turn import in_turn


@flow(name="verificar", flow_run_name=named("Verificar lo publicado"), timeout_seconds=8 * HOUR)
def verify(datos: Path = Path("data"), esquemas: Path = Path("schemas")) -> State[Any]:
    """Comprobar todas las promesas de lo publicado: en carpetas y, si hay un portal CKAN, en él.

    Args:
        datos: carpeta de trabajo.
        esquemas: carpeta de esquemas y catálogos.

    """
    definitions = load(esquemas)
    with in_turn(lambda: looked_at(datos)) as root:
        problems = _look(root, definitions)
        if problems:  # or what a run at work has half done
            with in_turn(lambda: undisturbed(root)):
                problems = _look(root, definitions)
    if not problems:
        return Completed(name="Íntegro", message="Todo lo publicado está íntegro.")
    rows = [{"promesa rota": problem} for problem in problems]
    leave(create_table_artifact, rows, key="promesas-rotas", description="Lo que ya no es como se publicó")
    return Failed(name="Promesas rotas", message=f"Promesas rotas: {len(problems)}. Vea el artefacto promesas-rotas.")


def _look(root: Path, definitions: Definitions) -> list[str]:
    return [*verify_folder(root), *verify_chronicle(root), *verify_portal(root, as_is(definitions))]


@task(task_run_name="Catálogo de carpetas", cache_policy=NO_CACHE, persist_result=False, timeout_seconds=4 * HOUR)
def verify_folder(root: Path) -> tuple[str, ...]:
    """List every broken promise of the folder catalogue."""
    return tuple(map(str, folder.verify(published(root))))


@task(task_run_name="Bitácora", cache_policy=NO_CACHE, persist_result=False, timeout_seconds=HOUR)
def verify_chronicle(root: Path) -> tuple[str, ...]:
    """List every broken link of the bitácora."""
    return chronicle.verify(root)


@task(task_run_name="Portal", cache_policy=NO_CACHE, persist_result=False, timeout_seconds=4 * HOUR)
def verify_portal(root: Path, definitions: Definitions) -> tuple[str, ...]:
    """List every broken promise at the portal, and what could not be read there; none where no portal is named."""
    chosen = to_ckan.settings(root, environment())
    if chosen is None:
        return ()
    with to_ckan.reach(root, definitions, chosen, write=False) as portal:
        checked = list(to_ckan.each(portal, definitions.publishable, partial(ckan.verify, portal)))
    unread = [str(result) for result in checked if isinstance(result, AperturaError)]
    return (*unread, *(str(problem) for result in checked if isinstance(result, tuple) for problem in result))
