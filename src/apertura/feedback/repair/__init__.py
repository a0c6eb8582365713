"""Verdicts to the corrections they suggest, and accepted ones to the steward's own workbook, corrected."""

from apertura.feedback.repair.apply import Corrected, apply
from apertura.feedback.repair.log import log
from apertura.feedback.repair.propose import propose
from apertura.feedback.repair.written import CELL, as_number

__all__ = ["CELL", "Corrected", "apply", "as_number", "log", "propose"]
