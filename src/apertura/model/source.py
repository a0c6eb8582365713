"""What ``source/`` says of a dataset: how those who report write it."""

from dataclasses import dataclass

READINGS = frozenset(
    {
        "texto",
        "entero",
        "entero_con_unidad",
        "numero",
        "dinero",
        "porcentaje",
        "fraccion",
        "fecha",
        "fecha_hora",
        "si_no",
        "catalogo",
        "lista",
        "clave",
        "clave_con_ceros",
        "organismo",
        "periodo",
    }
)
"""Ways to read a cell that ``source/columns.csv`` may name; ``intake`` has one function for each."""

IGNORE = "ignore"
"""What ``source/columns.csv`` names in place of a reading where a column is set aside on purpose."""

OTHER_ROWS = "otra_fila"
"""What it names where a value in a column tells that the row is of another dataset, and is set aside whole."""


@dataclass(frozen=True, slots=True)
class Column:
    """A row of ``source/columns.csv``: this heading feeds that field through that reading.

    ``garante`` None holds for all; ``since`` None holds for every period; ``field`` None means ignored on purpose.
    """

    garante: str | None
    since: str | None
    heading: str
    field: str | None
    reading: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """A row of ``source/values.csv``: what was written in a field, and what it means (None: missing)."""

    garante: str | None
    since: str | None
    field: str
    written: str
    meant: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """A row of ``source/layout.csv``: where the table stands in a garante's workbooks. None: found by scoring."""

    garante: str | None
    since: str | None
    sheet: str | None
    header_row: int | None
    end_marker: str | None
