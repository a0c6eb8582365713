"""The application that answers now, and the one that takes its place when the definitions have changed."""

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import TypeAlias

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope, Send

from apertura.portal.desk.bench import Bench

Open: TypeAlias = "Callable[[Callable[[], None]], AbstractContextManager[tuple[Starlette, Bench]]]"
"""Makes an application and its bench, given what asks for another in its place."""


@dataclass
class _Generation:
    app: Starlette
    bench: Bench
    held: ExitStack
    asked: int = 0
    over: bool = False


class Renewable:
    """An ASGI application whose place another takes without a request being lost: the old one answers its own.

    What the old one still judges is recorded before its processes end.
    """

    def __init__(self, open_: Open) -> None:
        self._open, self._turn, self._renewing = open_, threading.Lock(), threading.Lock()
        self._now = self._opened()

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The routes of the application that answers now."""
        return self._now.app.routes

    def renew(self) -> None:
        """Have another application answer from now on, made of what the definitions say now."""
        with self._renewing:
            new = self._opened()
            with self._turn:
                old, self._now = self._now, new
                old.over = True
                idle = old.asked == 0
            if idle:
                self._end(old)

    def close(self) -> None:
        """End the application that answers."""
        self._now.held.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request with the application that answers when it comes."""
        if scope["type"] != "http":
            await self._now.app(scope, receive, send)
            return
        with self._turn:
            mine = self._now
            mine.asked += 1
        try:
            await mine.app(scope, receive, send)
        finally:
            with self._turn:
                mine.asked -= 1
                ends = mine.over and mine.asked == 0
            if ends:
                self._end(mine)

    def _opened(self) -> _Generation:
        held = ExitStack()
        app, ours = held.enter_context(self._open(self.renew))
        return _Generation(app, ours, held)

    def _end(self, old: _Generation) -> None:
        def end() -> None:
            old.bench.hands.shutdown()
            old.held.close()

        threading.Thread(target=end).start()
