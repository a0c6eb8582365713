"""Bytes to NormalisedTables: readers of workbooks, finding of tables, mapping of headings, readings of cells."""

from apertura.intake.door import Admitted, door
from apertura.intake.intake import Intake, intake
from apertura.intake.sheet import Sheet
from apertura.intake.sheets import reviews, sheets

__all__ = ["Admitted", "Intake", "Sheet", "door", "intake", "reviews", "sheets"]
