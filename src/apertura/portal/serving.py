"""An application to how it is served: so many at once, and nobody who takes for ever to say what they ask for."""

import asyncio
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from apertura.portal.settings import Settings

PATIENCE = 15.0
"""Seconds to send the first lines of a request, however many bytes come meanwhile; and between two requests."""

_AT_ONCE, _HEAD = 512, 32 * 2**10


class Hurried(H11Protocol):
    """A connection that is closed where the head of a request does not come in time: many of them would take all."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Wait for the first request."""
        super().connection_made(transport)
        self._hurry()

    def data_received(self, data: bytes) -> None:
        """Take what came; what is still awaited of a head is not awaited longer for it."""
        super().data_received(data)
        self._hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop()
        super().connection_lost(exc)

    def _hurry(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop()
        elif self._late is None and not self.transport.is_closing():
            self._late = self.loop.call_later(PATIENCE, self.transport.abort)

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


def served(app: ASGIApp, said: Settings) -> uvicorn.Config:
    """Say how an application is served; where a server stands before it, its word on who asks is taken."""
    return uvicorn.Config(
        app,
        http=Hurried,
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=bool(said.proxy),
        forwarded_allow_ips=said.proxy or None,
        timeout_keep_alive=int(PATIENCE),
        h11_max_incomplete_event_size=_HEAD,
        limit_concurrency=_AT_ONCE,
    )
