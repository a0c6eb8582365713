"""What somebody has to look at to a mail and a call of a webhook: once, written down before and after each."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from apertura.errors import AperturaError, HookRefusedError, MailRefusedError
from apertura.feedback.phrases import phrases
from apertura.model.calendar import day_of
from apertura.outbox.alert_settings import AlertSettings
from apertura.outbox.hand_over import hand_over
from apertura.outbox.ledger import Entry, Fate, entries, write
from apertura.outbox.send import Sent
from apertura.outbox.settings import MailSettings
from apertura.storage import layout

WHO = "avisos"
"""Folder of the mails that go to operators, where those of the bodies have theirs."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that went wrong, for an operator: ``about`` in a few words, what caused it, what it means, what to do.

    Of the same ``key``, the same day, nobody is told twice: that of the cause, or of what is the ``same`` though the
    cause's words, such as a number in them, change. ``place`` is where to look.
    """

    about: str
    cause: str
    effect: str
    action: str
    place: str
    same: str = ""

    @property
    def key(self) -> str:
        """Name the cause, fit for a file's name."""
        return hashlib.sha256(f"{self.about}\n{self.same or self.cause}".encode()).hexdigest()[:16]


def alert(
    root: Path, told: Alert, mail: MailSettings, chosen: AlertSettings, *, now: datetime, pause: float = 2
) -> Iterator[Sent]:
    """Tell operators by each way that there is, unless they were told of the same cause the same day (in Mexico).

    Without a mail server the mail is a file in ``salida/correo/avisos/``. What a server or a webhook did not take for
    now is tried again by the next call; what it refused is not.
    """
    name = f"{day_of(now):%Y%m%d}-{told.key}"
    ways: dict[str, Callable[[], str]] = {}
    if chosen.addresses or mail.host is None:
        written = compose(name, told, mail, chosen, now)
        ways["correo"] = lambda: hand_over(root, WHO, name, written, chosen.addresses, mail, pause=pause)
    if chosen.hook:
        ways["webhook"] = lambda: _call(chosen.hook, as_fields(told, now), pause)
    for way, tell in ways.items():
        yield _once(layout.outbox(root) / WHO, f"{name}-{way}", tell, now)


def compose(name: str, told: Alert, mail: MailSettings, chosen: AlertSettings, now: datetime) -> EmailMessage:
    """Write the mail: what happened, what it means, what to do, where to look."""
    said, written = phrases("es", "correo"), EmailMessage(policy=SMTP)
    written["From"], written["To"] = mail.sender, ", ".join(chosen.addresses)
    written["Message-ID"] = f"<aviso-{name}@{mail.sender.rpartition('@')[2]}>"
    written["Date"], written["Auto-Submitted"] = format_datetime(now), "auto-generated"
    written["Subject"] = said.say("alert.subject", about=told.about)
    written.set_content(said.say("alert.body", None, **_texts(told)))
    return written


def as_fields(told: Alert, now: datetime) -> dict[str, str]:
    """Name what a webhook is told; ``text`` is the whole of it, for those that show one (Slack, Mattermost, Teams)."""
    texts = _texts(told)
    return {
        "text": phrases("es", "correo").say("alert.line", None, **texts),
        "asunto": told.about,
        "causa": told.cause,
        "efecto": told.effect,
        "que_hacer": told.action,
        "donde": told.place,
        "cuando": now.isoformat(),
    }


def _texts(told: Alert) -> dict[str, str]:
    return {"about": told.about, "cause": told.cause, "effect": told.effect, "action": told.action, "place": told.place}


def _call(address: str, fields: dict[str, str], pause: float) -> str:
    from apertura.outbox.call import call

    return call(address, fields, pause=pause)


def _once(ledger: Path, id_: str, tell: Callable[[], str], now: datetime) -> Sent:
    before = entries(ledger).get(id_)
    if before is not None and before.fate is not Fate.SENDING:
        return Sent(WHO, "alert.told", 1)
    write(ledger, Entry(id_, id_, Fate.SENDING, now))
    try:
        said = tell()
    except (MailRefusedError, HookRefusedError) as error:
        write(ledger, Entry(id_, id_, Fate.REFUSED, now, str(error)))
        return Sent(WHO, "alert.refused", 1, str(error))
    except AperturaError as error:
        return Sent(WHO, "alert.uncertain", 1, str(error))
    write(ledger, Entry(id_, id_, Fate.SENT, now, said))
    return Sent(WHO, "alert.sent", 1, said)
