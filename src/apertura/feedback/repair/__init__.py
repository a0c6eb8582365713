"""Verdicts to the corrections they suggest, and accepted ones to the steward's own workbook, corrected."""

from apertura.feedback.repair.apply import Corrected, apply
from apertura.feedback.repair.log import log
from apertura.feedback.repair.propose import propose

__all__ = ["Corrected", "apply", "log", "propose"]
