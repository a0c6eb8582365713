"""A CSV file of ``schemas/`` to its records, each with the line it begins on."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from apertura.definitions.documents.read_text import read_text, refused
from apertura.errors import DefinitionError


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a CSV file: its cells by column, as written, and the physical line it begins on."""

    path: str
    line: int
    cells: Mapping[str, str]

    def problem(self, sentence: str) -> str:
        """Say ``path:line: sentence``."""
        return f"{self.path}:{self.line}: {sentence}"


def read_sheet(root: Path, path: str, columns: Sequence[str]) -> tuple[Record, ...]:
    """Read ``root / path``, whose header must be exactly ``columns``; DefinitionError with all that is wrong."""
    rows = list(_numbered(path, read_text(root, path)))
    problems = (*_header_problems(path, rows[0][1], columns), *_row_problems(path, rows[1:], len(rows[0][1])))
    if problems:
        raise DefinitionError(problems)
    return tuple(Record(path, line, dict(zip(columns, row, strict=True))) for line, row in rows[1:])


def _numbered(path: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its first line; the reader itself counts the last."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise refused(path, line, f"el CSV está mal escrito ({error})") from None


def _header_problems(path: str, header: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    for name in (name for name in header if name not in columns):
        yield f"{path}:1: columna desconocida «{name}»; las que se esperan son: {', '.join(columns)}"
    for name in (name for name in columns if name not in header):
        yield f"{path}:1: falta la columna «{name}»"
    for name in (name for name, count in Counter(header).items() if count > 1):
        yield f"{path}:1: la columna «{name}» está repetida"
    if sorted(header) == sorted(columns) and list(header) != list(columns):
        yield f"{path}:1: las columnas deben ir en este orden: {', '.join(columns)}"


def _row_problems(path: str, rows: Sequence[tuple[int, list[str]]], width: int) -> Iterator[str]:
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            yield f"{path}:{line}: la fila está en blanco"
        elif len(row) != width:
            yield f"{path}:{line}: la fila tiene {len(row)} celdas y el encabezado {width}"
