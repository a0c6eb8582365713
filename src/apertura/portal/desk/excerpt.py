"""A file and its report to the rows that something is said of: each cell as the file shows it, and what is wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from apertura.feedback.echo import echo
from apertura.intake.read import Opened, Read
from apertura.intake.sheet import Sheet
from apertura.intake.shown import shown
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.personal_data import HIDDEN
from apertura.model.table import address, letters
from apertura.validation.personal_data.conceal import PERSONAL, quiet_label

ROWS, COLUMNS = 40, 60
"""Rows and columns shown of a table; how many more there are is said."""

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d*)(?::([A-Z]{1,3})([1-9]\d*))?")
_RETURNING = ("critica", "grave")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one cell."""

    title: str
    message: str
    suggestion: str | None
    grave: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its address, its text as shown, and what is said of it."""

    address: str
    text: str
    said: tuple[Said, ...]

    @property
    def look(self) -> str:
        """How it is marked: as wrong, as worth a look, or not at all."""
        if not self.said:
            return ""
        return "bad" if any(said.grave for said in self.said) else "odd"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet: its number, and its cells in the order of the columns."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Rows of one table; ``columns`` are the letters and headings of the columns, ``more`` the rows left out."""

    table: int
    sheet: str | None
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    more: int


def excerpts(
    content: bytes, filename: str, report: Mapping[str, Any], definitions: Definitions, read: Read
) -> tuple[Excerpt, ...]:
    """Cut the rows out; none of what cannot be read, and no personal data of any."""
    headed = {number: table for number, table in enumerate(report["tablas"]) if table["fila_encabezado"] is not None}
    about = {number: told for number, table in headed.items() if (told := _of_rows(table))}
    opened = read(content, filename, definitions.issue_types) if about else None
    if opened is None or isinstance(opened, Issue):
        return ()
    return tuple(
        found
        for number, told in about.items()
        for found in _of_table(number, headed[number], told, opened, definitions)
    )


def kept(rows: tuple[Excerpt, ...]) -> bytes:
    """Write the rows down, as JSON in UTF-8."""
    return _kept().dump_json(rows)


def read_kept(content: bytes) -> tuple[Excerpt, ...]:
    """Read the rows that were written down."""
    return _kept().validate_json(content)


@cache
def _kept() -> TypeAdapter[tuple[Excerpt, ...]]:
    return TypeAdapter(tuple[Excerpt, ...])


def _of_rows(table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in table["incidencias"] if each["fila"] is not None and each["celda"] is not None]


def _of_table(
    number: int, table: Mapping[str, Any], told: Sequence[Mapping[str, Any]], opened: Opened, definitions: Definitions
) -> Iterator[Excerpt]:
    titles = {cause["tipo"]: cause["titulo"] for cause in table["causas"]}
    for sheet in opened.sheets:
        name = None if sheet.name is None else echo(quiet_label(sheet.name, definitions.personal_lists), 400)
        mine = [each for each in told if each["hoja"] == name]
        if mine and name in (table["hoja"], *(each["hoja"] for each in mine)):
            yield _cut(number, sheet, name, table["fila_encabezado"], mine, titles, definitions)


def _cut(
    number: int,
    sheet: Sheet,
    name: str | None,
    header: int,
    told: Sequence[Mapping[str, Any]],
    titles: Mapping[str, str],
    definitions: Definitions,
) -> Excerpt:
    gravest = sorted(told, key=lambda each: (each["severidad"] not in _RETURNING, each["fila"]))
    wanted = list(dict.fromkeys(each["fila"] for each in gravest))
    rows = sorted(wanted[:ROWS])
    by_cell: dict[str, list[Mapping[str, Any]]] = {}
    for each in told:
        for cell in _cells(each["celda"], each["fila"]):
            by_cell.setdefault(cell, []).append(each)
    headings = sheet.rows[header - 1] if header <= len(sheet.rows) else ()
    width = min(COLUMNS, max([len(headings), *(len(sheet.rows[row - 1]) for row in rows if row <= len(sheet.rows))]))
    quiet = definitions.personal_lists
    columns = tuple((letters(at + 1), echo(quiet_label(_text(headings, at), quiet))) for at in range(width))
    filled = [at for at in range(width) if columns[at][1] or any(_text(sheet.rows[row - 1], at) for row in rows)]
    # what something is said of is seen without looking for it to the right
    kept = sorted(filled, key=lambda at: not any(address(at + 1, row) in by_cell for row in rows))
    lines = tuple(
        Line(row, tuple(_cell(sheet, row, at, by_cell, titles) for at in kept))
        for row in rows
        if row <= len(sheet.rows)
    )
    return Excerpt(number, name, tuple(columns[at] for at in kept), lines, len(wanted) - len(rows))


def _cell(
    sheet: Sheet, row: int, at: int, by_cell: Mapping[str, Sequence[Mapping[str, Any]]], titles: Mapping[str, str]
) -> Cell:
    where = address(at + 1, row)
    told = by_cell.get(where, ())
    hidden = any(each["tipo"].startswith(PERSONAL) or each["valor"] == HIDDEN for each in told)
    text = HIDDEN if hidden else echo(_text(sheet.rows[row - 1], at), 160)
    said = tuple(
        Said(titles.get(each["tipo"], ""), each["mensaje"], each["sugerencia"], each["severidad"] in _RETURNING)
        for each in told
    )
    return Cell(where, text, said)


def _text(row: Sequence[object], at: int) -> str:
    return shown(row[at]).strip() if at < len(row) else ""


def _cells(text: str, row: int) -> Iterator[str]:
    """Name the cells of an address, or of several, that are in a row."""
    for left, top, right, bottom in _ADDRESS.findall(text):
        if int(top) <= row <= int(bottom or top):
            first, last = _number(left), _number(right or left)
            yield from (address(column, row) for column in range(first, min(last, first + COLUMNS) + 1))


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number
