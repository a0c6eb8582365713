"""Recorded answers to the stewards' mail, and alerts to the operators': none lost, none twice if SMTP permits."""

from apertura.outbox.alert import Alert, alert
from apertura.outbox.alert_settings import AlertSettings, alert_settings
from apertura.outbox.owing import Debt, owing
from apertura.outbox.remind import line, remind, reminded
from apertura.outbox.send import Sent, send
from apertura.outbox.settings import MailSettings, settings

__all__ = [
    "Alert",
    "AlertSettings",
    "Debt",
    "MailSettings",
    "Sent",
    "alert",
    "alert_settings",
    "line",
    "owing",
    "remind",
    "reminded",
    "send",
    "settings",
]
