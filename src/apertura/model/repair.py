"""What is proposed to be written in a cell instead of what stands in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """A proposed correction (*corrección*) of one cell: of a value, or of a column's heading.

    ``rule`` is the code of what is broken, ``title`` its name, ``confidence`` from 0 to 100, None where nobody said.
    ``number``: what is to be written is a number, not text.
    """

    dataset: str
    sheet: str | None
    cell: str
    field: str
    rule: str
    title: str
    before: str
    after: str
    confidence: int | None
    number: bool
