"""Which sheets are read apart from the others, and what stands in their place."""

from apertura.intake.sheet_xml.compiled import Look

MANY = 20_000
"""Cells from which reading a sheet apart takes less time than what must be asked first."""

STAND_IN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'


def is_large(look: Look) -> bool:
    """Tell whether a sheet is one to read apart."""
    return look.box.cells >= MANY
