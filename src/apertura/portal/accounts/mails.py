"""A link to the mail that brings it, handed over as the answers are."""

from contextlib import nullcontext
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path

from apertura.model.calendar import CENTRAL_MEXICO
from apertura.outbox.hand_over import hand_over
from apertura.outbox.settings import MailSettings
from apertura.portal.accounts.account import Account
from apertura.portal.accounts.links import LASTS, Purpose
from apertura.storage.lease import receiving

_SUBJECT = {
    Purpose.INVITATION: "Su cuenta en el portal de Apertura",
    Purpose.RESET: "Elija otra contraseña en el portal de Apertura",
}
_WHY = {
    Purpose.INVITATION: "Se abrió una cuenta con esta dirección en el portal en que los organismos entregan sus "
    "informes.\nPara entrar, elija una contraseña aquí:",
    Purpose.RESET: "Alguien pidió elegir otra contraseña para la cuenta con esta dirección. Si fue usted, hágalo aquí:",
}
_END = "El enlace sirve una sola vez, hasta las {time} del {day} (hora del centro).\n{ignore}"
_IGNORE = {
    Purpose.INVITATION: "Si no sabe de qué se trata, no haga nada: la cuenta queda sin usarse.",
    Purpose.RESET: "Si no fue usted, no haga nada: su contraseña sigue siendo la misma.",
}


def send_link(
    root: Path, account: Account, purpose: Purpose, link: str, settings: MailSettings, *, now: datetime
) -> str:
    """Write and hand over the mail, and return what the server said, or where the file is. Raises as ``deliver``."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = settings.sender, account.email, _SUBJECT[purpose]
    mail["Message-ID"] = make_msgid(domain=settings.sender.rpartition("@")[2])
    mail["Date"], mail["Auto-Submitted"] = format_datetime(now), "auto-generated"
    until = (now + LASTS[purpose]).astimezone(CENTRAL_MEXICO)
    end = _END.format(time=f"{until:%H:%M}", day=f"{until:%d/%m/%Y}", ignore=_IGNORE[purpose])
    mail.set_content(f"{_WHY[purpose]}\n\n{link}\n\n{end}\n")
    name = f"{purpose}-{account.id}-{now:%Y%m%dT%H%M%S}"
    # where there is no server the mail is a file, which a run that begins would take for one left half-written
    with receiving(root) if settings.host is None else nullcontext():
        return hand_over(root, "cuentas", name, mail, [account.email], settings, pause=0.5)
