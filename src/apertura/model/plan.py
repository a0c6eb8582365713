"""What a work plan says, as values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Linea:
    """A line of action of a work plan (*línea de acción*)."""

    id: str
    estrategia: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """A yearly work plan (*plan de trabajo*), in force from and until, both inclusive."""

    id: str
    title: str
    valid_from: date
    valid_until: date
    lineas: tuple[Linea, ...]

    def in_force(self, start: date, end: date) -> bool:
        """Whether it is in force on some day from ``start`` to ``end``."""
        return self.valid_from <= end and self.valid_until >= start
