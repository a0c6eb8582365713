"""Fields to a webhook that has taken them, refused them, or said nothing certain."""

from collections.abc import Mapping
from http import HTTPStatus

import requests
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from apertura.errors import HookRefusedError, HookUncertainError

TIMEOUT = 30
"""Seconds that a webhook may take to answer."""

ATTEMPTS = 4

_FOR_NOW = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)


def call(address: str, fields: Mapping[str, str], *, pause: float = 2) -> str:
    """Post the fields as JSON and return what was answered; again where that may help, twice as late each time.

    Raises:
        HookRefusedError: it said no for good (4xx), or led elsewhere.
        HookUncertainError: it said no for now (5xx, 408, 425, 429), or nothing, each time.

    """
    tries = Retrying(
        retry=retry_if_exception_type(HookUncertainError),
        stop=stop_after_attempt(ATTEMPTS),
        wait=wait_exponential(multiplier=pause, max=60),
        reraise=True,
    )
    return tries(_once, address, fields)


def _once(address: str, fields: Mapping[str, str]) -> str:
    try:
        answer = requests.post(address, json=fields, timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        # what it says may quote the address, which is a secret
        raise HookUncertainError(f"El webhook no contestó ({type(error).__name__}).") from None
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status_code in _FOR_NOW:
        raise HookUncertainError(f"El webhook no lo tomó por ahora ({answer.status_code}).")
    if answer.status_code >= HTTPStatus.MULTIPLE_CHOICES:
        raise HookRefusedError(f"El webhook lo rechazó ({answer.status_code}).")
    return f"aceptado ({answer.status_code})"
