"""Garante to Habits: how one body makes its workbooks, quarter after quarter."""

from dataclasses import dataclass
from enum import Enum
from random import Random

COLOURS = ((117, 28, 61), (16, 78, 139), (35, 91, 78), (90, 45, 120), (166, 90, 20), (60, 70, 80))
FONTS = ("Calibri", "Arial", "Montserrat", "Century Gothic")


class DateStyle(Enum):
    """How dates are kept in the cells."""

    DATE = "date"
    TEXT = "text"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Habits:
    """Where things stand in a body's sheets (counted from 1) and how it writes them; ``signed`` rows say who."""

    first_row: int
    gap: int
    first_column: int
    logo: bool
    colour: tuple[int, int, int]
    font: str
    dates: DateStyle
    padded: bool
    blank_rows: int
    dictionary: bool
    lists: bool
    naming: int
    signed: bool

    def header_row(self, title_lines: int) -> int:
        """Row of the headings under that many title lines."""
        return self.first_row + title_lines + self.gap


def habits(garante: str) -> Habits:
    """Draw the habits of a garante; the same ones each time."""
    random = Random(f"habits of {garante}")
    return Habits(
        first_row=random.choice((1, 1, 2, 3)),
        gap=random.choice((0, 1, 1, 2)),
        first_column=random.choice((1, 1, 1, 2)),
        logo=random.random() < 0.7,
        colour=random.choice(COLOURS),
        font=random.choice(FONTS),
        dates=random.choices(tuple(DateStyle), weights=(5, 3, 1))[0],
        padded=random.random() < 0.3,
        blank_rows=random.choice((0, 0, 5, 40)),
        dictionary=random.random() < 0.3,
        lists=random.random() < 0.4,
        naming=random.randrange(4),
        signed=random.random() < 0.4,
    )
