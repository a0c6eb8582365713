"""Dialect: how a delimited file is written, stated and never guessed from its rows."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass

SEPARATORS = (",", ";", "\t", "|")
QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Dialect:
    """``separator`` None means the one under which the header names the schema's fields, else a comma."""

    separator: str | None = None
    encoding: str = "utf-8"

    @property
    def utf8(self) -> bool:
        """Whether the file's bytes are already those that the readers take."""
        return codecs.lookup(self.encoding).name == "utf-8"


def separator(dialect: Dialect, line: str, names: Sequence[str]) -> str:
    """Return the separator of a file whose first line is ``line``."""
    if dialect.separator is not None:
        return dialect.separator
    labels = {mark: [label.strip().strip(QUOTE) for label in line.split(mark)] for mark in SEPARATORS}
    return next((mark for mark in SEPARATORS if labels[mark] == list(names)), ",")
