"""The forms of SIPOT, the Mexican transparency platform, to plain sheets: labels as everywhere, tables joined."""

from apertura.intake.sipot.sipot import sipot

__all__ = ["sipot"]
