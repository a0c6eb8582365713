"""A mail to a server that has taken it, refused it, or said nothing certain."""

import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from apertura.errors import MailRefusedError, MailUncertainError, MailUnreachableError
from apertura.outbox.settings import MailSettings

TIMEOUT = 60
"""Seconds that a server may take for one answer."""

ATTEMPTS = 4


def deliver(mail: EmailMessage, recipients: Sequence[str], settings: MailSettings, *, pause: float = 2) -> str:
    """Hand a mail to the server and return what it said.

    It is tried again where that may help, ``pause`` seconds later and twice as long each time.

    Raises:
        MailRefusedError: the server said no for good (5xx): of every recipient, or of the mail.
        MailUncertainError: it said no for now (4xx), or no to our address, or nothing certain, each time; the next run
            tries again.
        MailUnreachableError: it was not there, was not who it should be, or did not let us in, each time.

    """
    tries = Retrying(
        retry=retry_if_exception_type((MailUncertainError, MailUnreachableError)),
        stop=stop_after_attempt(ATTEMPTS),
        wait=wait_exponential(multiplier=pause, max=60),
        reraise=True,
    )
    return tries(_once, mail, recipients, settings)


def _once(mail: EmailMessage, recipients: Sequence[str], settings: MailSettings) -> str:
    try:
        with _reached(settings) as server:
            refused = server.send_message(mail, settings.sender, list(recipients))
    except smtplib.SMTPRecipientsRefused as error:
        raise _judged(min(code for code, _ in error.recipients.values()), "todas las direcciones") from error
    except smtplib.SMTPDataError as error:
        raise _judged(error.smtp_code, "el correo") from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailUncertainError(_unclear(error)) from error
    # addresses are not told: what is written down may be read by others
    return f"aceptado, menos {len(refused)} direcciones" if refused else "aceptado"


def _reached(settings: MailSettings) -> smtplib.SMTP:
    try:
        return _connected(settings)
    except smtplib.SMTPNotSupportedError as error:
        raise MailUnreachableError("El servidor de correo no ofrece la seguridad que se pide.") from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailUnreachableError(_unclear(error)) from error


def _unclear(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"El servidor de correo no nos deja enviar ({error.smtp_code})."
    return f"El servidor de correo no contestó con claridad ({type(error).__name__})."


def _connected(settings: MailSettings) -> smtplib.SMTP:
    host = settings.host or ""
    if settings.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, settings.port, timeout=TIMEOUT, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(host, settings.port, timeout=TIMEOUT)
    try:
        if settings.scheme == "smtp":
            server.starttls(context=ssl.create_default_context())
        if settings.user is not None:
            server.login(settings.user, settings.password or "")
    except BaseException:
        server.close()
        raise
    return server


def _judged(code: int, what: str) -> MailRefusedError | MailUncertainError:
    if 500 <= code < 600:
        return MailRefusedError(f"El servidor de correo rechazó {what} ({code}).")
    return MailUncertainError(f"El servidor de correo no tomó {what} por ahora ({code}).")
