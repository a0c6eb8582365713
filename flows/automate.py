"""What the server does by itself: a run of which nothing is heard has died; what ended badly is looked after."""

from datetime import timedelta
from uuid import UUID

from prefect.automations import Automation
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, RunDeployment
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

from flows.alert import EFFECTS, NAME
from flows.badly_ended import SILENCE, SILENT

ANY_RUN = "prefect.flow-run.*"


def automate(silence: timedelta = SILENCE) -> None:
    """Make each automation, or bring the one of that name up to date; the deployments are there already."""
    with get_client(sync_client=True) as client:
        there = {each.name: each.id for each in client.read_automations()}
        teller = client.read_deployment_by_name(f"{NAME}/{NAME}").id
    for wanted in (_declare_dead(silence), _look_after(_begin(teller))):
        if wanted.name in there:
            wanted.id = there[wanted.name]
            wanted.update()
        else:
            wanted.create()


def _begin(deployment: UUID) -> RunDeployment:
    the_run = {"corrida": {"__prefect_kind": "jinja", "template": "{{ flow_run.id }}"}}
    return RunDeployment(source="selected", deployment_id=deployment, parameters=the_run, job_variables=None)


def _declare_dead(silence: timedelta) -> Automation:
    return Automation(
        name="declarar muertas",
        description="Una corrida de la que ya no se oye nada murió, con su trabajador o con la máquina.",
        trigger=EventTrigger(
            posture=Posture.Proactive,
            after={"prefect.flow-run.heartbeat", "prefect.flow-run.Running"},
            # states have names of ours: whatever is heard of a run is a sign of life, or of its end
            expect={ANY_RUN},
            match=ResourceSpecification({"prefect.resource.id": ANY_RUN}),
            for_each={"prefect.resource.id"},
            threshold=1,
            within=silence,
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, name="Crashed", message=SILENT, force=False)],
    )


def _look_after(begin: RunDeployment) -> Automation:
    return Automation(
        name="atender lo que terminó mal",
        description="Lo que murió se inicia otra vez, una; de lo demás se avisa a quien opera.",
        trigger=EventTrigger(
            posture=Posture.Reactive,
            expect={ANY_RUN},
            match=ResourceSpecification({"prefect.resource.id": ANY_RUN, "prefect.state-type": ["FAILED", "CRASHED"]}),
            match_related=ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": [*EFFECTS]}),
            for_each={"prefect.resource.id"},
            threshold=1,
            within=timedelta(0),
        ),
        actions=[begin],
    )


if __name__ == "__main__":
    automate()
