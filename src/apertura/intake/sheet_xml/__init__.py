"""The parts of an xlsx that hold sheets, through walk.c, where set-up found a compiler for it.

``look`` tells what must be known of a part before a reader opens it; ``grids`` has the cells of large sheets, which it
reads in a fraction of the time that the library for all others takes.
"""

from apertura.intake.sheet_xml.compiled import Look, look
from apertura.intake.sheet_xml.large import STAND_IN, is_large

__all__ = ["STAND_IN", "Look", "is_large", "look"]
