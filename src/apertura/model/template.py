"""The mark of a template (*plantilla*): what each of its sheets says of itself, to words in a cell and back."""

import re
from dataclasses import dataclass

INSTRUCTIONS = "instrucciones"
LISTS = "listas"
"""What the mark names, in place of a dataset, on the sheets that hold no table."""

CODE = "campo:"
"""Beginning of each cell of the hidden row above the headings, before the name of the column's field."""

GUIDE = "campo-guia"
"""What stands in that row above a column that is there to be read only."""

_MARK = "Plantilla de Apertura · {garante} · {period} · {part} · versión {version}"
_READ = re.compile(
    "^"
    + re.escape(_MARK).replace(r"\{garante\}", r"(?P<garante>[^ ]+)").replace(r"\{period\}", r"(?P<period>[^ ]+)")
    .replace(r"\{part\}", r"(?P<part>[^ ]+)").replace(r"\{version\}", r"(?P<version>[0-9a-f]{12})")
    + "$"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TemplateMark:
    """Whose and for when a template is, what a sheet of it holds (a dataset, or a part of no table), and its version.

    ``version`` is 12 hexadecimal digits over all that shapes the sheet: the same columns, options and rules, the same
    version.
    """

    garante: str
    period: str
    part: str
    version: str

    def __str__(self) -> str:
        return _MARK.format(garante=self.garante, period=self.period, part=self.part, version=self.version)


def read_mark(text: str) -> TemplateMark | None:
    """Read the mark in a cell's text; None where it is none."""
    if not text.lstrip().startswith(_MARK[:9]):
        return None
    found = _READ.match(" ".join(text.split()))
    return TemplateMark(**found.groupdict()) if found else None
