"""Sheets to the form of SIPOT they are: which sheet is its table, which are its sub-tables and which its lists."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apertura.intake.folding import folding
from apertura.intake.sheet import Sheet

TABLE = re.compile(r"tabla[_ ](\d+)")
"""Folded name of a sub-table: ``Tabla_331668``, or ``Tabla 227037`` before 2018."""

_LIST = re.compile(r"hidden(_|\d|$)")
_TYPE, _FIELD = re.compile(r"\d{1,2}"), re.compile(r"\d{3,}")
_SUBJECT, _FIELDS = "nombre del sujeto obligado", "tabla campos"
_UPLOADED, _DOWNLOADED = 7, 6


@dataclass(frozen=True, slots=True)
class Form:
    """A form of SIPOT: its table, whose labels stand in ``header_row``; its sub-tables by number; its lists."""

    table: Sheet
    header_row: int
    children: Mapping[str, Sheet]
    lists: tuple[Sheet, ...]


def form(sheets: Sequence[Sheet]) -> Form | None:
    """Recognise the form that is uploaded (2016, and from 2018 on) or downloaded, by what its first rows say."""
    for sheet in sheets:
        header_row = _header_row(sheet)
        if header_row is not None:
            children = {found[1]: each for each in sheets if (found := TABLE.fullmatch(folding(each.name or "")))}
            lists = tuple(each for each in sheets if _LIST.match(folding(each.name or "")))
            return Form(sheet, header_row, children, lists)
    return None


def _header_row(sheet: Sheet) -> int | None:
    first = [whole(row[0]) if row else "" for row in sheet.rows[:_UPLOADED]]
    if first and folding(first[0]).startswith(_SUBJECT):
        return _DOWNLOADED if len(sheet.rows) >= _DOWNLOADED else None
    if len(first) < _UPLOADED or TABLE.fullmatch(folding(sheet.name or "")):
        return None
    numbered = _TYPE.fullmatch(first[3]) and _FIELD.fullmatch(first[4])
    return _UPLOADED if numbered and folding(first[5]) == _FIELDS else None


def whole(cell: object) -> str:
    """Write a cell that numbers something: ``4.0`` is ``4``."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
