"""Workspace to how its mail goes out."""

from pathlib import Path

from apertura.outbox.settings import MailSettings, settings
from apertura.storage.workspace import is_demo


def mail_settings(root: Path) -> MailSettings:
    """Read them from the environment; the mail of a demonstration never leaves the machine."""
    chosen = settings()
    return MailSettings(chosen.sender, {}, chosen.cooling) if is_demo(root) else chosen
