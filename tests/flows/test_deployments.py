"""What prefect.yaml deploys: without a question, planned by the scheduler itself, each parameter explained."""

import time
from importlib import import_module

import pytest
import yaml
from prefect import Flow
from prefect.schedules import Cron
from prefect.utilities.callables import parameter_schema

from tests.flows.conftest import REPO, api, prefect

FILE = yaml.safe_load((REPO / "prefect.yaml").read_text())
DEPLOYED = {deployment["name"]: deployment for deployment in FILE["deployments"]}
PLANNED = {"nocturna": "30 2 * * *", "verificar": "0 5 * * 0", "recordar": "0 9 * * 1", "avisar": "*/10 * * * *"}
PARAMETERS = {
    "nocturna": {"datos": "string", "esquemas": "string"},
    "recibir": {"datos": "string", "esquemas": "string"},
    "publicar": {"conjunto": None, "datos": "string", "esquemas": "string"},
    "aprobar": {"conjunto": "string", "huella": "string", "datos": "string", "esquemas": "string"},
    "verificar": {"datos": "string", "esquemas": "string"},
    "ensayar": {"datos": "string", "esquemas": "string"},
    "recordar": {"plazo": "integer", "enviar": "boolean", "datos": "string", "esquemas": "string"},
    "avisar": {"corrida": None, "datos": "string"},
}


def entrypoint(deployment: dict) -> Flow:
    path, name = deployment["entrypoint"].split(":")
    return getattr(import_module(path.removesuffix(".py").replace("/", ".")), name)


@pytest.mark.parametrize("name", PARAMETERS)
def test_an_entrypoint_is_a_flow_that_ends_and_whose_parameters_are_typed_and_explained(name: str) -> None:
    flow = entrypoint(DEPLOYED[name])
    assert flow.name == name
    assert flow.timeout_seconds
    properties = parameter_schema(flow).properties
    assert {parameter: told.get("type") for parameter, told in properties.items()} == PARAMETERS[name]
    assert all(told["description"].endswith(".") for told in properties.values())


def test_every_schedule_is_a_cron_in_the_zone_of_central_mexico() -> None:
    schedules = {name: each["schedules"] for name, each in DEPLOYED.items() if "schedules" in each}
    assert {name: each["cron"] for name, (each,) in schedules.items()} == PLANNED
    for (each,) in schedules.values():
        assert Cron(each["cron"], timezone=each["timezone"]).timezone == "America/Mexico_City"


def test_no_deployment_lacks_its_tags_its_pool_its_limit_or_what_it_is_for() -> None:
    assert DEPLOYED.keys() == PARAMETERS.keys()
    for deployment in DEPLOYED.values():
        assert deployment["tags"]
        assert deployment["description"].endswith(".")
        assert deployment["work_pool"]["name"] == "apertura"
        # those that tell of what went wrong take turns by a lease, which dies with its process
        assert deployment["concurrency_limit"]["limit"] == (4 if deployment["name"] == "avisar" else 1)


def test_all_is_deployed_without_a_question_and_the_scheduler_itself_plans_it(server: dict[str, str]) -> None:
    prefect(server, "work-pool", "create", "apertura", "--type", "process", "--overwrite")
    prefect(server, "--no-prompt", "deploy", "--all")
    listed = prefect({**server, "COLUMNS": "200"}, "deployment", "ls")
    assert all(f"{name}/{name}" in listed for name in DEPLOYED)
    deployments = {deployment["name"]: deployment for deployment in api(server, "deployments/filter")}
    assert deployments.keys() == DEPLOYED.keys()
    crons = {
        name: (each["schedule"]["cron"], each["schedule"]["timezone"])
        for name, deployment in deployments.items()
        for each in deployment["schedules"]
    }
    assert crons == {name: (cron, "America/Mexico_City") for name, cron in PLANNED.items()}
    once_a_day = PLANNED.keys() - {"avisar"}
    ids = {deployments[name]["id"]: name for name in once_a_day}
    until = time.monotonic() + 60
    planned: dict[str, set[str]] = {}
    while planned.keys() != once_a_day and time.monotonic() < until:
        for run in api(server, "flow_runs/filter", {"limit": 200}):
            if run["auto_scheduled"] and run["deployment_id"] in ids:
                planned.setdefault(ids[run["deployment_id"]], set()).add(run["expected_start_time"][11:16])
        time.sleep(1)
    # six hours behind UTC all the year round
    assert planned == {"nocturna": {"08:30"}, "verificar": {"11:00"}, "recordar": {"15:00"}}


def test_the_schema_the_server_shows_an_operator_explains_each_parameter(server: dict[str, str]) -> None:
    for deployment in api(server, "deployments/filter"):
        shown = deployment["parameter_openapi_schema"]["properties"]
        assert shown.keys() == PARAMETERS[deployment["name"]].keys()
        assert all(told["description"] for told in shown.values())
