"""A real SMTP server that says what a test wants it to say, and keeps what it took."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from socketserver import BaseRequestHandler, TCPServer
from threading import Thread
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

if TYPE_CHECKING:
    from email.message import EmailMessage


class PostOffice:
    """``replies`` are what it answers to each DATA in turn, then 250; ``None`` hangs up without an answer."""

    def __init__(self, *replies: str | None) -> None:
        self.replies = list(replies)
        self.taken: list[EmailMessage] = []
        self.tries = 0
        self.refused: set[str] = set()

    async def handle_RCPT(self, _server, _session, envelope, address: str, _options) -> str:  # noqa: N802
        if address in self.refused:
            return "550 5.1.1 no existe"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session, envelope) -> str:  # noqa: N802
        self.tries += 1
        reply = self.replies.pop(0) if self.replies else "250 tomado"
        if reply is None:
            server.transport.abort()
            return "421 adiós"
        if reply.startswith("2"):
            self.taken.append(message_from_bytes(envelope.content, policy=default))
        return reply

    @property
    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.taken]


@contextmanager
def open_at(
    office: PostOffice, *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[int]:
    """Open it on a free port: plain, with STARTTLS (which it then demands), or with TLS from the start."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(
        office,
        hostname="127.0.0.1",
        port=port,
        ssl_context=tls,
        tls_context=starttls,
        require_starttls=starttls is not None,
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@contextmanager
def nobody_answers() -> Iterator[tuple[int, list[str]]]:
    """A port that hangs up on whoever calls; yields it, and who called."""
    callers: list[str] = []

    class HangUp(BaseRequestHandler):
        def handle(self) -> None:
            callers.append(self.client_address[0])

    with TCPServer(("127.0.0.1", 0), HangUp) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1], callers
        finally:
            server.shutdown()
            thread.join()
