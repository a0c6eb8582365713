"""Verdicts to the steward's own workbook with its cells marked: nothing of it lost, nothing of its data changed."""

from apertura.feedback.annotate.annotate import Annotated, annotate

__all__ = ["Annotated", "annotate"]
