"""A received file to the workbook that is answered in: its own, or an xlsx made of it where that cannot be changed."""

import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import TypeVar
from xml.parsers.expat import ExpatError

from apertura.feedback.annotate.convert import convert
from apertura.feedback.annotate.outline import NotEditableError
from apertura.intake.read import Read
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.submission import Verdict

Edited = TypeVar("Edited")

# what the parts of a workbook that no program ever saved can do to who reads them; door saw no more than its XML
_HOSTILE = (
    NotEditableError,
    ExpatError,
    ValueError,
    LookupError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
)
_WRITTEN = frozenset({"comillas-sin-cerrar", "fila-con-celdas-de-mas", "formula-sin-valor"})
"""What is wrong with how a file is written: a workbook made of it would have none of it, and pass unlooked at."""


def edit_book(
    content: bytes,
    verdicts: Sequence[Verdict],
    definitions: Definitions,
    read: Read,
    sheet: str,
    edit: Callable[[bytes, bool], Edited],
) -> Edited | None:
    """Return what ``edit`` makes of the workbook, told whether it was converted; None where there is none to edit.

    A file is converted where it is no xlsx, or one that nothing can be added to with certainty; not where it is
    returned for how it is written. ``read`` is what read it to judge it: what it refused is not opened here. ``sheet``
    names that of a csv.
    """
    try:
        return edit(content, False)  # noqa: FBT003 - a Callable has no names
    except _HOSTILE:
        pass
    if any(issue.type.code in _WRITTEN for verdict in verdicts for issue in verdict.issues):
        return None
    opened = read(content, verdicts[0].submission.filename, definitions.issue_types)
    if isinstance(opened, Issue):
        return None
    try:
        return edit(convert(opened, sheet), True)  # noqa: FBT003
    except _HOSTILE:
        return None
