"""Settings to two ways into a portal: in our name, and as anybody; both with timeouts, neither endless."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pybreaker
import requests

from apertura import __version__
from apertura.errors import PortalUncertainError
from apertura.publication.portal_settings import Settings

CONNECT = 10
"""Seconds to wait for a connection."""

Signature = Callable[[requests.PreparedRequest], requests.PreparedRequest]


@dataclass(frozen=True, slots=True)
class Connection:
    """A portal being talked to; ``breaker`` opens after it failed several times in a row, and then nothing is sent."""

    settings: Settings
    signed: requests.Session
    anonymous: requests.Session
    breaker: pybreaker.CircuitBreaker

    @property
    def timeout(self) -> tuple[float, float]:
        """Seconds to wait for a connection and for a byte."""
        return CONNECT, self.settings.timeout


@contextmanager
def connect(settings: Settings) -> Iterator[Connection]:
    """Open both sessions; closed at the end. Neither sends anything again by itself: see ``patience``."""
    with _session(_sign(settings.token)) as signed, _session(lambda request: request) as anonymous:
        breaker = pybreaker.CircuitBreaker(
            fail_max=3 * settings.attempts,
            reset_timeout=300,
            exclude=[lambda error: not isinstance(error, PortalUncertainError)],
        )
        yield Connection(settings, signed, anonymous, breaker)


def _session(signature: Signature) -> requests.Session:
    session = requests.Session()
    session.headers["User-Agent"] = f"apertura/{__version__}"
    # a signature, even one that does nothing, keeps requests from signing with what it finds in ~/.netrc
    session.auth = signature
    return session


def _sign(token: str) -> Signature:
    def sign(request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = token
        return request

    return sign
