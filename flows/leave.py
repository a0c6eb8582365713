"""An artifact to the server, where it takes it: what is told of a run never stops the run."""

import logging
from collections.abc import Callable
from typing import Any

from httpx import HTTPError
from prefect.exceptions import PrefectException

logger = logging.getLogger("apertura.artefactos")


def leave(make: Callable[..., Any], /, *what: Any, **given: Any) -> Any:
    """Call a function of Prefect's artifacts and return what it does; None where the server did not take it."""
    try:
        return make(*what, **given)
    except (HTTPError, PrefectException) as error:
        logger.warning("El servidor no tomó un artefacto (%s); la corrida sigue.", type(error).__name__)
        return None
