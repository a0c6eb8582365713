"""Measures to what somebody has to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from apertura.feedback.phrases import phrases
from apertura.health.measure import Health
from apertura.outbox.ledger import Fate

NIGHT = timedelta(hours=26)
"""How long there may be between two nights, with time for a long one."""

LITTLE = 2 * 1024**3
"""Bytes free below which somebody has to look before a night does not fit."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong and a sentence for the operator; ``stops`` where nights cannot go on, or do not."""

    id: str
    said: str
    stops: bool


def findings(health: Health, server: str | None) -> tuple[Finding, ...]:
    """List what is wrong; ``server`` is what Prefect's server said wrong, None where it is well or none is named."""
    return tuple(_found(health, server))


def _found(health: Health, server: str | None) -> Iterator[Finding]:
    said = phrases("es", "salud")
    if health.free < LITTLE:
        yield Finding("disk", said.say("disk", free=f"{health.free / 1024**2:,.0f}"), stops=True)
    if server is not None:
        yield Finding("server", said.say("server", said=server), stops=True)
    if health.last_run is None:
        yield Finding("never", said.say("never"), stops=False)
    elif health.now - health.last_run > NIGHT:
        yield Finding("late", said.say("late", since=_when(health.last_run)), stops=True)
    if health.oldest is not None and health.now - health.oldest > NIGHT:
        yield Finding("waiting", said.say("waiting", health.waiting, since=_when(health.oldest)), stops=False)
    if refused := health.mails.get(Fate.REFUSED, 0):
        yield Finding("refused", said.say("refused", refused), stops=False)
    if sending := health.mails.get(Fate.SENDING, 0):
        yield Finding("unsent", said.say("unsent", sending), stops=False)


def _when(instant: datetime) -> str:
    day, hour = phrases("es").instant(instant)
    return f"{day}, {hour}"
