"""Recorded answers to the stewards' mail: one at a time, none lost, and none twice as far as SMTP permits."""

from apertura.outbox.owing import Debt, owing
from apertura.outbox.remind import line, remind
from apertura.outbox.send import Sent, send
from apertura.outbox.settings import MailSettings, settings

__all__ = ["Debt", "MailSettings", "Sent", "line", "owing", "remind", "send", "settings"]
