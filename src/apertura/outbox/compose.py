"""Recorded answers to one body to one mail: the letter with its attachments or, of several, a digest with theirs."""

import hashlib
from base64 import encodebytes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, compat32
from email.utils import format_datetime
from pathlib import Path

from apertura.feedback.phrases import phrases
from apertura.model.definition import Definitions

_ATTACHED = {
    "anotado.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "acuse.json": "application/json",
    "acuse.pdf": "application/pdf",
}
_SHEET = "carta.html"


@dataclass(frozen=True, slots=True)
class Answer:
    """A recorded answer: ``id`` is that of its folder and of what is in it, so that another answer is another one.

    ``files`` are its documents and the acuse as PDF; ``verdict`` is ``accepted`` or ``returned``.
    """

    id: str
    garante: str
    period: str
    filename: str
    verdict: str
    files: dict[str, bytes]


def message_id(answers: Sequence[Answer], sender: str) -> str:
    """Name a mail by what it brings: the same answers, sent again after a run that died, are the same mail."""
    brought = hashlib.sha256(" ".join(answer.id for answer in answers).encode()).hexdigest()[:32]
    return f"<{brought}@{sender.rpartition('@')[2]}>"


def compose(
    answers: Sequence[Answer], sender: str, recipients: Sequence[str], now: datetime, definitions: Definitions
) -> EmailMessage:
    """Write the mail, of the same answers and ``now`` the same bytes; nobody's data are quoted in what was recorded."""
    said = phrases("es", "correo")
    first = answers[0]
    body = definitions.garantes[first.garante]
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = sender, ", ".join(recipients)
    mail["Message-ID"], mail["Date"] = message_id(answers, sender), format_datetime(now)
    mail["Auto-Submitted"] = "auto-generated"
    if len(answers) == 1:
        mail["Subject"] = said.say(f"subject.{first.verdict}", body=body.acronym, period=first.period)
        mail.set_content(first.files["carta.txt"].decode())
        if _SHEET in first.files:
            mail.add_alternative(first.files[_SHEET].decode(), subtype="html")
    else:
        mail["Subject"] = said.say("subject.digest", len(answers), body=body.acronym)
        lines = [said.say(f"line.{each.verdict}", period=each.period, file=each.filename) for each in answers]
        mail.set_content("\n".join([said.say("digest", len(answers), name=body.name), "", *lines, "", said.say("end")]))
    mail.make_mixed()
    for answer in answers:
        _attach(mail, answer, "" if len(answers) == 1 else f"{answer.period}_{answer.id[:8]}_")
    _bound(mail)
    return mail


def _bound(mail: EmailMessage) -> None:
    """Part the mail by texts made of its name, not by chance: the same mail has the same bytes."""
    name = mail["Message-ID"].strip("<>").partition("@")[0]
    for place, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"={name}={place}")


def _attach(mail: EmailMessage, answer: Answer, prefix: str) -> None:
    for name, content in answer.files.items():
        if name in _ATTACHED:
            mail.attach(_part(f"{prefix}{name}", content, _ATTACHED[name]))
        elif prefix and name == "carta.txt":
            mail.add_attachment(content.decode(), filename=f"{prefix}{Path(name).name}")


def _part(name: str, content: bytes, type_: str) -> EmailMessage:
    # as add_attachment writes it, which parses what it has written several times over
    part = EmailMessage(policy=compat32)
    part["Content-Type"], part["Content-Transfer-Encoding"] = type_, "base64"
    part["Content-Disposition"], part["MIME-Version"] = f'attachment; filename="{name}"', "1.0"
    part.set_payload(encodebytes(content).decode())
    return part
