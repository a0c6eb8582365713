"""How many tasks of one run are at work at a time: on two cores more of them only wait; and how long a run may take."""

from typing import Any

from prefect.task_runners import ThreadPoolTaskRunner

RUNNER: Any = ThreadPoolTaskRunner(max_workers=2)

HOUR = 3600
"""Seconds. A run that takes many times what the longest known one took hangs, and is ended."""
