"""Recorded answers to the stewards' mail: one at a time, none lost, and none twice as far as SMTP permits."""

from apertura.outbox.send import Sent, send
from apertura.outbox.settings import MailSettings, settings

__all__ = ["MailSettings", "Sent", "send", "settings"]
