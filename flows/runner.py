"""How many tasks of one run are at work at a time: on two cores more of them only wait."""

from typing import Any

from prefect.task_runners import ThreadPoolTaskRunner

RUNNER: Any = ThreadPoolTaskRunner(max_workers=2)
