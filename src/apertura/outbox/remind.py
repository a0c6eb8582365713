"""Debts to reminders: one mail a week at most to each body, written down before it is sent and after it was."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from apertura.errors import MailRefusedError, MailUncertainError, MailUnreachableError
from apertura.feedback.phrases import phrases
from apertura.model.calendar import day_of
from apertura.model.definition import Definitions
from apertura.outbox.hand_over import hand_over
from apertura.outbox.ledger import Entry, Fate, entries, write
from apertura.outbox.owing import Debt
from apertura.outbox.send import Sent
from apertura.outbox.settings import MailSettings
from apertura.storage import layout


def remind(
    root: Path,
    debts: Mapping[str, Sequence[Debt]],
    definitions: Definitions,
    settings: MailSettings,
    *,
    now: datetime,
    pause: float = 2,
) -> Iterator[Sent]:
    """Remind each body of what it owes, unless it was in the same week (ISO 8601, central Mexico).

    Without a server the mails are files in ``salida/correo/``. A run that dies between the sending and the writing down
    sends the mail again, with the same Message-ID. A server that cannot be reached for one is not asked for the others.
    """
    unreachable = None
    for garante, owed in debts.items():
        name, ledger = _name(garante, now), _ledger(root, garante)
        before = entries(ledger).get(name)
        if before is not None and before.fate is not Fate.SENDING:
            yield Sent(garante, "reminder.told", len(owed))
        elif settings.host is not None and not settings.contacts.get(garante):
            yield Sent(garante, "reminder.no.contact", len(owed))
        else:
            try:
                if unreachable is None:
                    yield _remind(root, ledger, name, owed, definitions, settings, now, pause)
            except MailUnreachableError as error:
                unreachable = str(error)
            if unreachable is not None:
                yield Sent(garante, "reminder.uncertain", len(owed), unreachable)


def reminded(root: Path, garante: str, *, now: datetime) -> datetime | None:
    """Tell when a body was reminded, in the week of ``now``; None where it was not."""
    entry = entries(_ledger(root, garante)).get(_name(garante, now))
    return None if entry is None or entry.fate is not Fate.SENT else entry.when


def told(sent: Sent) -> str:
    """Tell what became of one reminder."""
    return phrases("es", "correo").say(sent.state, garante=sent.garante, said=sent.said)


def reminder(
    name: str, debts: Sequence[Debt], definitions: Definitions, settings: MailSettings, now: datetime
) -> EmailMessage:
    """Write the mail that reminds one body of what it owes; ``name`` is unlike that of any other."""
    said, today, body = phrases("es", "correo"), day_of(now), definitions.garantes[debts[0].garante]
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = settings.sender, ", ".join(settings.contacts.get(body.id, ()))
    mail["Message-ID"] = f"<{name}@{settings.sender.rpartition('@')[2]}>"
    mail["Date"], mail["Auto-Submitted"] = format_datetime(now), "auto-generated"
    mail["Subject"] = said.say("reminder.subject", len(debts), body=body.acronym)
    opening = said.say("reminder.opening", len(debts), name=body.name, day=said.day(today))
    lines = [line(debt, definitions, today) for debt in debts]
    mail.set_content("\n".join([opening, "", *lines, "", said.say("reminder.end")]))
    return mail


def line(debt: Debt, definitions: Definitions, today: date) -> str:
    """Tell one debt: for which period, which dataset, and by when."""
    said = phrases("es", "correo")
    how = "overdue" if debt.due < today else "upcoming"
    title = definitions.datasets[debt.dataset].title
    return said.say(f"reminder.{how}", period=debt.period, title=title, due=said.day(debt.due))


def _name(garante: str, now: datetime) -> str:
    year, week, _ = day_of(now).isocalendar()
    return f"recordatorio-{garante}-{year}-S{week:02d}"


def _ledger(root: Path, garante: str) -> Path:
    return layout.outbox(root) / "recordatorios" / garante


def _remind(
    root: Path,
    ledger: Path,
    name: str,
    debts: Sequence[Debt],
    definitions: Definitions,
    settings: MailSettings,
    now: datetime,
    pause: float,
) -> Sent:
    garante = debts[0].garante
    mail = reminder(name, debts, definitions, settings, now)
    write(ledger, Entry(name, mail["Message-ID"], Fate.SENDING, now))
    try:
        said = hand_over(root, garante, name, mail, settings.contacts.get(garante, ()), settings, pause=pause)
    except MailUncertainError as error:
        return Sent(garante, "reminder.uncertain", len(debts), str(error))
    except MailRefusedError as error:
        write(ledger, Entry(name, mail["Message-ID"], Fate.REFUSED, now, str(error)))
        return Sent(garante, "reminder.refused", len(debts), str(error))
    write(ledger, Entry(name, mail["Message-ID"], Fate.SENT, now, said))
    return Sent(garante, "reminder.sent", len(debts), said)
