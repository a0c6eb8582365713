"""How many tasks of one run are at work at a time, and how long a run may take.

On two cores more than two only wait; unless a Dask cluster judges (APERTURA_DASK), whose answers many can wait for.
"""

import logging
from typing import Any

from prefect.task_runners import ThreadPoolTaskRunner

from apertura.spreading import PENDING
from apertura.where_judged import cluster

RUNNER: Any = ThreadPoolTaskRunner(max_workers=PENDING if cluster() else 2)

HOUR = 3600
"""Seconds. A run that takes many times what the longest known one took hangs, and is ended."""


def is_news(record: logging.LogRecord) -> bool:
    """Tell whether a line of the log is more than Prefect's reminder, at each task, of what a thread's limit cannot do.

    What it cannot end, ``deadline`` does.
    """
    return not str(record.msg).startswith("Timeout of %s seconds configured")


logging.getLogger("prefect.task_runs").addFilter(is_news)
