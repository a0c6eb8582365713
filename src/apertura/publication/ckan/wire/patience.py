"""Settings to how often, and how long between, something that is safe to do again is tried."""

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    stop_after_delay,
    wait_random_exponential,
)

from apertura.errors import PortalUncertainError
from apertura.publication.portal_settings import Settings

LONGEST = 60
"""Seconds; a portal that asks for more is left for the next run."""
_BACK_OFF = wait_random_exponential(multiplier=0.5, max=LONGEST)


def patiently(settings: Settings) -> Retrying:
    """Try again what a portal gave no clear answer to: exponential back-off with jitter, or as long as it asks for."""
    return Retrying(
        stop=stop_after_attempt(settings.attempts),
        wait=_wait,
        retry=retry_if_exception_type(PortalUncertainError),
        reraise=True,
    )


def while_busy(settings: Settings) -> Retrying:
    """Try again what a portal answers it is too busy for, for as long as it is given for any answer."""
    return Retrying(
        stop=stop_after_delay(settings.timeout),
        wait=wait_random_exponential(multiplier=0.5, max=5),
        retry=retry_if_exception_type(PortalUncertainError),
        reraise=True,
    )


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, PortalUncertainError) else 0
    return max(_BACK_OFF(state), min(asked, LONGEST))
