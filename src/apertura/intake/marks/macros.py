"""Admitted workbook to whether it carries macros, which are never run."""

import zipfile
from io import BytesIO

from apertura.intake.compound import stream
from apertura.intake.door import Admitted

_TYPES = "[Content_Types].xml"
_MACRO_TYPES = (b"vbaProject", b"macroEnabled")


def macros(admitted: Admitted) -> bool:
    """Tell whether a workbook carries macros: VBA in xlsx and xls, Basic in ods."""
    if admitted.format == "xls":
        return stream(admitted.content, ("PROJECT",)) is not None
    with zipfile.ZipFile(BytesIO(admitted.content)) as archive:
        names = archive.namelist()
        if admitted.format == "ods":
            return any(name.startswith("Basic/") for name in names)
        types = archive.read(_TYPES) if _TYPES in names else b""
    return any(mark in types for mark in _MACRO_TYPES)
