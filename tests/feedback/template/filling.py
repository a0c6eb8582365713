"""Hands that fill a template: openpyxl's here, LibreOffice's through UNO in ``fill_in_libreoffice.py``."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from apertura.model.definition import DatasetDefinition, Definitions, Field

SCHEMAS = Path(__file__).parents[3] / "schemas"
HEADER = 7

Rows = Sequence[Mapping[str, object]]


def example(dataset: str, name: str = "valido.csv") -> list[dict[str, str]]:
    """Rows of an example that are of its first row's body and period."""
    with (SCHEMAS / dataset / "examples" / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [row for row in rows if _whose(row) == _whose(rows[0])]


def as_people_write(rows: Iterable[Mapping[str, str]], definition: DatasetDefinition, definitions: Definitions) -> Rows:
    """The same rows as somebody would type them under the headings of a template: words of lists, dates, numbers."""
    fields = [field for field in definition.schema.fields if field.name not in definition.context]
    return [{field.title: _typed(row[field.name], field, definitions) for field in fields} for row in rows]


def filled(content: bytes, tables: Mapping[str, Rows]) -> bytes:
    """Open a template, write rows under its headings, by name of sheet and title, and save it."""
    book = load_workbook(io.BytesIO(content))
    for name, rows in tables.items():
        sheet = book[name]
        columns = {cell.value: cell.column for cell in sheet[HEADER]}
        for number, row in enumerate(rows, HEADER + 1):
            for title, value in row.items():
                if value is not None:
                    sheet.cell(number, columns[title]).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _whose(row: Mapping[str, str]) -> tuple[str, str]:
    return row["organismo_id"], row["periodo_id"]


def _typed(text: str, field: Field, definitions: Definitions) -> object:
    if not text:
        return None
    if field.vocabulary is not None:
        rows = definitions.catalogues[field.vocabulary].rows
        (word,) = [row["etiqueta"] for row in rows if row["clave"] == text]
        return word if [row["etiqueta"] for row in rows].count(word) == 1 else text
    match field.type:
        case "date":
            return date.fromisoformat(text)
        case "datetime":
            return datetime.fromisoformat(text)
        case "integer" | "year":
            return int(text)
        case "number":
            return float(text)
        case "boolean":
            return {"true": "Sí", "false": "No"}[text]
        case _:
            return text
