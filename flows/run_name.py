"""What is run, and the day it is in Mexico, to the name of a run: what an operator looks for in a list."""

from collections.abc import Callable

from prefect.runtime import flow_run

from apertura.cli.clock import now
from apertura.feedback.phrases import phrases
from apertura.model.calendar import day_of


def named(what: str, parameter: str | None = None) -> Callable[[], str]:
    """Name runs «what parameter, day»; without the parameter where it is not given."""

    def name() -> str:
        given = flow_run.parameters.get(parameter) if parameter else None
        return f"{what} {given or ''}".rstrip() + f", {phrases('es').day(day_of(now()))}"

    return name
