"""A column to what its cells are asked when typed in, and to what turns them red or yellow whatever way they came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from apertura.feedback.phrases import Phrases
from apertura.feedback.template.columns import TemplateColumn
from apertura.feedback.template.wrong import bound, wrong
from apertura.intake.dates import FIRST, LAST
from apertura.model.definition import Field

_WHOLE = {"integer": "integer", "year": "integer", "number": "decimal"}
_MOST = 999_999_999_999_999


@dataclass(frozen=True, slots=True)
class Area:
    """The prepared cells of a sheet: first and last row, and the columns of fields, all counted from 0."""

    first: int
    last: int
    left: int
    right: int

    def cell(self, column: int) -> str:
        """Address of the first cell of a column, as a formula over all of its cells names it."""
        return f"{xl_col_to_name(column)}{self.first + 1}"

    def range(self, column: int) -> str:
        """Address of all of the cells of a column."""
        letter = xl_col_to_name(column)
        return f"${letter}${self.first + 1}:${letter}${self.last + 1}"


def red(column: TemplateColumn, at: int, area: Area) -> str | None:
    """Write the formula that is true of a wrong cell."""
    return None if (told := _told(column, area.cell(at))) is None else f"={told}>0"


def wrong_cells(column: TemplateColumn, at: int, area: Area) -> str | None:
    """Write the array formula that counts the wrong cells of a column."""
    return None if (told := _told(column, area.range(at))) is None else f"{{=SUM({told})}}"


def repeated(keys: tuple[int, ...], area: Area) -> str:
    """Write the formula that is true where another row has the same key."""
    same = "*".join(f"({area.range(at)}=${area.cell(at)})" for at in keys)
    filled = "*".join(f'(${area.cell(at)}<>"")' for at in keys)
    return f"={filled}*(SUMPRODUCT({same})>1)"


def yellow(at: int, area: Area) -> str:
    """Write the formula that is true of an empty cell in a row where something is written."""
    row = f"${xl_col_to_name(area.left)}{area.first + 1}:${xl_col_to_name(area.right)}{area.first + 1}"
    return f'=({area.cell(at)}="")*(COUNTA({row})>0)'


def asked(column: TemplateColumn, said: Phrases) -> Mapping[str, object] | None:
    """Say what is asked of what is typed in a column, as xlsxwriter takes it; None: nothing."""
    field = column.field
    if field is None:
        return None
    if column.offer is not None:
        kind: dict[str, object] = {"validate": "list", "source": f"={column.offer.ranges[0]}"}
    elif field.type == "boolean":
        kind = {"validate": "list", "source": ["Sí", "No"]}
    elif field.type in ("date", "datetime"):
        kind = {"validate": "date", "criteria": "between", "minimum": FIRST, "maximum": LAST}
    elif field.type in _WHOLE:
        kind = {"validate": _WHOLE[field.type], **dict(_between(field))}
    elif isinstance(longest := field.constraints.get("maxLength"), int):
        kind = {"validate": "length", "criteria": "<=", "value": longest}
    else:
        return None
    title, message = said.say("asked.title"), _message(column, field, said)
    return {**kind, "ignore_blank": True, "error_title": title, "error_message": message}


def _told(column: TemplateColumn, cells: str) -> str | None:
    if column.field is None:
        return None
    told = wrong(column.field, column.offer.ranges if column.offer else (), cells)
    # the product makes a number of what may be a truth value, which Excel holds to be greater than any number
    return f'IF(ISERROR({cells}),1,({cells}<>"")*(({told})*1>0))' if told else None


def _between(field: Field) -> Iterator[tuple[str, object]]:
    least, most = bound(field, "minimum"), bound(field, "maximum")
    yield "criteria", "between"
    yield "minimum", -_MOST if least is None else least
    yield "maximum", _MOST if most is None else most


def _message(column: TemplateColumn, field: Field, said: Phrases) -> str:
    if column.offer is not None:
        return said.say("asked.options")
    limits = [said.say(f"asked.{name}", limit=f"{limit:g}") for name in ("minimum", "maximum")
              if field.type not in ("date", "datetime") and (limit := bound(field, name)) is not None]  # fmt: skip
    if isinstance(longest := field.constraints.get("maxLength"), int):
        limits.append(said.say("asked.length", n=longest))
    return " ".join([said.say(f"asked.{field.type}"), *limits])[:255]
