"""What a work plan says, as values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Linea:
    """A line of action of a work plan (*línea de acción*)."""

    id: str
    estrategia: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """A yearly work plan (*plan de trabajo*)."""

    id: str
    title: str
    lineas: tuple[Linea, ...]
