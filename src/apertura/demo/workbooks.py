"""Definitions × profiles to the workbooks that bodies hand in, made up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from apertura.demo.habits import Habits, habits
from apertura.demo.page import Page
from apertura.demo.plant import place
from apertura.demo.profile import Mistake, Profile
from apertura.demo.tables import DemoTable, tables
from apertura.demo.workbook import workbook
from apertura.model.definition import Definitions
from apertura.model.table import address


@dataclass(frozen=True, slots=True)
class Planted:
    """A mistake, and the sheet and the A1 address where it was planted; None where something is absent."""

    mistake: Mistake
    sheet: str
    cell: str | None


@dataclass(frozen=True, slots=True)
class DemoWorkbook:
    """A made-up submission (*datos de demostración*), its tables by dataset, and the mistakes planted in it."""

    garante: str
    period: str
    filename: str
    content: bytes
    tables: tuple[DemoTable, ...]
    planted: tuple[Planted, ...]


def workbooks(definitions: Definitions, profiles: Sequence[Profile]) -> Iterator[DemoWorkbook]:
    """Make the workbooks that the profiles speak of: tables that share a book travel together, a sheet each.

    Reads nothing and draws nothing but from the ids: the same arguments give the same bytes. DefinitionError where a
    table must name rows that its body never hands in.
    """
    books: dict[tuple[str, str, str], list[DemoTable]] = {}
    for table in tables(definitions, profiles):
        book = table.profile.book or table.profile.dataset
        books.setdefault((table.delivery.garante, table.delivery.period, book), []).append(table)
    for shared in books.values():
        yield _workbook(definitions, shared)


def _workbook(definitions: Definitions, shared: Sequence[DemoTable]) -> DemoWorkbook:
    first = shared[0]
    garante = definitions.garantes[first.delivery.garante]
    manner = habits(garante.id)
    made = datetime.combine(definitions.periods[first.delivery.period].end, time(12))
    pages = [Page(_sheet(table), table.title, table.definition.schema, table.grid) for table in shared]
    return DemoWorkbook(
        garante=garante.id,
        period=first.delivery.period,
        filename=_filename(first, garante.acronym, manner),
        content=workbook(pages, manner, author=garante.acronym, made=made),
        tables=tuple(shared),
        planted=tuple(
            Planted(mistake, _sheet(table), _address(table, mistake, manner))
            for table in shared
            for mistake in table.mistakes
        ),
    )


def _sheet(table: DemoTable) -> str:
    return table.profile.sheet or table.delivery.period


def _address(table: DemoTable, mistake: Mistake, manner: Habits) -> str | None:
    found = place(table.grid, mistake)
    if found is None:
        return None
    row, column = found
    header_row = manner.header_row(len(table.title))
    return address(manner.first_column + column, header_row if row is None else header_row + 1 + row)


def _filename(table: DemoTable, acronym: str, manner: Habits) -> str:
    period, title = table.delivery.period, table.profile.book or table.definition.title
    # a body hands in one book of its own name a period; those that share one say what they are
    said = f" {title}" if table.profile.book else ""
    return (
        f"{period}_{acronym}{said.replace(' ', '_')}.xlsx",
        f"{title} {acronym} {period}.xlsx",
        f"{title.upper().replace(' ', '_')}_{period}_FINAL.xlsx",
        f"{acronym} {period}{said} (1).xlsx",
    )[manner.naming]
