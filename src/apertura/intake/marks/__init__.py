"""An admitted workbook to what readers do not tell of it: what is hidden, merged, not computed, or a macro."""

from apertura.intake.marks.macros import macros
from apertura.intake.marks.marks import marks
from apertura.intake.marks.xlsx import sheet_parts

__all__ = ["macros", "marks", "sheet_parts"]
