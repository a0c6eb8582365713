"""Bytes to NormalisedTables: readers of workbooks, finding of tables, mapping of headings, readings of cells."""

from apertura.intake.intake import Intake, intake

__all__ = ["Intake", "intake"]
