"""Verdicts to words: the letter a steward reads, and the same as JSON."""

from apertura.feedback.forms.sheet import printed
from apertura.feedback.letter import letter, letters, to_print
from apertura.feedback.report import report
from apertura.feedback.summary_line import summary_line

__all__ = ["letter", "letters", "printed", "report", "summary_line", "to_print"]
