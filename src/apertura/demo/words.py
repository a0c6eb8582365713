"""Garante × Period to the words that any text of a profile may hold in braces."""

from collections.abc import Iterator
from datetime import date
from string import Formatter

from apertura.demo.value import Scalar
from apertura.model.definition import Definitions
from apertura.model.reporting import Garante, Period

WORDS = frozenset(
    {"garante", "acronimo", "organismo", "entidad", "cve_ent", "periodo", "anio", "inicio", "termino", "fila", "vuelta"}
)
"""Names of all of them; ``fila`` and ``vuelta`` are of the row."""


def words(definitions: Definitions, garante: Garante, period: Period) -> dict[str, Scalar]:
    """Give each word what it stands for."""
    bodies = definitions.catalogues["organismo"].rows
    return {
        "garante": garante.id,
        "acronimo": garante.acronym,
        "organismo": garante.name,
        "entidad": garante.entity,
        "cve_ent": next(row["cve_ent"] for row in bodies if row["organismo_id"] == garante.id),
        "periodo": period.id,
        "anio": period.year,
        "inicio": period.start,
        "termino": period.end,
    }


def written(value: Scalar) -> Scalar:
    """Write what stands amid a text: a day as people write it."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def named(text: str) -> tuple[str, ...]:
    """Name the words that a text holds in braces; ValueError where a brace is not closed."""
    return tuple(_named(text))


def _named(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(text) if name is not None)
