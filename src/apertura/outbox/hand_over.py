"""A mail to whoever is to have it: a server, or a file where there is none."""

from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

from apertura.durable import write_file
from apertura.outbox.settings import MailSettings
from apertura.storage import layout


def hand_over(
    root: Path,
    garante: str,
    name: str,
    mail: EmailMessage,
    recipients: Sequence[str],
    settings: MailSettings,
    *,
    pause: float,
) -> str:
    """Hand over a mail and return what the server said or, in the workspace, where the file is. Raises as ``deliver``.

    The file is ``salida/correo/<garante>/<name>.eml``.
    """
    if settings.host is not None:
        from apertura.outbox.deliver import deliver

        return deliver(mail, recipients, settings, pause=pause)
    place = layout.outbox(root) / "correo" / garante / f"{name}.eml"
    write_file(place, mail.as_bytes())
    return str(place.relative_to(root))
