"""The lease of a workspace that is on an object store: an object that its holder keeps writing anew."""

import json
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from apertura.errors import LeaseHeldError, LeaseLostError, StoreError
from apertura.storage.objects import MovedError, Objects

KEY = ".apertura/turno.json"

BEAT = 10.0
"""Seconds between two signs of life of whoever holds it."""

SILENCE = 60.0
"""Seconds without a sign of life after which the holder is taken for dead, and writes nothing more if it is not."""


class Turn:
    """The right to change what is on a store, once it is ``held``. No clock is compared with another machine's."""

    def __init__(self, objects: Objects, copy: str, *, beat: float = BEAT, silence: float = SILENCE) -> None:
        self._objects, self._copy, self._beat, self._silence = objects, copy, beat, silence
        self._since = datetime.now(UTC).isoformat(timespec="seconds")
        self._count, self._etag, self._sure = 0, "", 0.0
        self._over = threading.Event()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it while the block runs.

        Raises LeaseHeldError, naming the machine, process and since when, where another gives signs of life. One that
        gives none, or that worked in this very copy (whose lock we have, so that it is dead), is succeeded at once.
        """
        self._etag, self._sure = self._take(), time.monotonic()
        beating = threading.Thread(target=self._keep, daemon=True)
        beating.start()
        try:
            yield
        finally:
            self._over.set()
            beating.join()
            self._leave()

    def check(self) -> None:
        """Raise LeaseLostError where another may have taken it meanwhile."""
        if time.monotonic() - self._sure > self._silence - self._beat:
            raise LeaseLostError(
                f"Se perdió el turno de trabajar en {self._objects.address}: otro proceso pudo tomarlo. No se escribe "
                "más; la siguiente corrida continúa donde iba."
            )

    def _take(self) -> str:
        watched, since = None, time.monotonic()
        while True:
            there = self._objects.read(KEY)
            try:
                if there is None:
                    return self._objects.write(KEY, self._said(), over=None)
                content, etag = there
                holder = json.loads(content)
                if holder["copia"] == self._copy or (etag == watched and time.monotonic() - since > self._silence):
                    return self._objects.write(KEY, self._said(), over=etag)
            except MovedError:
                continue
            if watched not in (None, etag):
                raise LeaseHeldError(_refusal(self._objects.address, holder))
            watched = etag
            time.sleep(self._beat / 4)

    def _keep(self) -> None:
        while not self._over.wait(self._beat):
            began = time.monotonic()
            try:
                self._etag = self._objects.write(KEY, self._said(), over=self._etag)
            except (MovedError, StoreError):
                self._sure = -self._silence
                return
            self._sure = began

    def _leave(self) -> None:
        try:
            if self._objects.look(KEY) == self._etag:
                self._objects.delete(KEY)
        except StoreError:  # it is taken for dead in a minute
            return

    def _said(self) -> bytes:
        self._count += 1
        said = {
            "copia": self._copy,
            "equipo": socket.gethostname(),
            "pid": os.getpid(),
            "desde": self._since,
            "latido": self._count,
        }
        return json.dumps(said).encode()


def _refusal(address: str, holder: Mapping[str, object]) -> str:
    who = f"{holder['equipo']}, pid {holder['pid']}, desde {holder['desde']}"
    return f"Otro proceso está trabajando en {address} ({who})."
