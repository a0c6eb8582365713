"""Definitions × Profile to the workbooks that every garante owes, made up."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, time

from apertura.demo.grid import Grid
from apertura.demo.habits import Habits, habits
from apertura.demo.plant import place, plant
from apertura.demo.profile import Mistake, Profile
from apertura.demo.rows import Row, rows, words
from apertura.demo.workbook import workbook
from apertura.model.definition import DatasetDefinition, Definitions, Garante, Period
from apertura.model.table import address


@dataclass(frozen=True, slots=True)
class Planted:
    """A mistake and the A1 address where it was planted; None where something is absent."""

    mistake: Mistake
    cell: str | None


@dataclass(frozen=True, slots=True)
class DemoWorkbook:
    """A made-up submission (*datos de demostración*) and the mistakes planted in it."""

    garante: str
    period: str
    filename: str
    content: bytes
    planted: tuple[Planted, ...]


def workbooks(definitions: Definitions, dataset: str, profile: Profile) -> Iterator[DemoWorkbook]:
    """Make one workbook for each garante that owes ``dataset`` and each period it owes it for.

    Reads nothing and draws nothing but from the ids: the same arguments give the same bytes.
    """
    definition = definitions.datasets[dataset]
    owing = [garante for garante in definitions.garantes.values() if garante.kind in definition.expected_kinds]
    for period in (definitions.periods[id_] for id_ in definition.expected_periods):
        for garante in owing:
            yield _workbook(definitions, definition, profile, garante, period)


def _workbook(
    definitions: Definitions, definition: DatasetDefinition, profile: Profile, garante: Garante, period: Period
) -> DemoWorkbook:
    manner = habits(garante.id)
    drawn = rows(profile, definitions, definition, garante, period)
    grid = _grid(profile, drawn, padded=_coded(definition) if manner.padded else frozenset())
    mistakes = [mistake for mistake in profile.mistakes if (mistake.garante, mistake.period) == (garante.id, period.id)]
    for mistake in mistakes:
        grid = plant(grid, mistake)
    title = [line.format_map(words(garante, period)) for line in profile.title]
    made = datetime.combine(period.end, time(12))
    content = workbook(grid, title, definition.schema, manner, sheet=period.id, author=garante.acronym, made=made)
    planted = tuple(Planted(mistake, _address(grid, mistake, manner, len(title))) for mistake in mistakes)
    return DemoWorkbook(garante.id, period.id, _filename(definition, garante, period, manner), content, planted)


def _grid(profile: Profile, drawn: Mapping[str, Row], padded: Set[str]) -> Grid:
    """Lay the drawn rows out in the profile's columns, with the trailing blank that some people type after a word."""
    return Grid(
        fields=tuple(profile.headings),
        headings=tuple(profile.headings.values()),
        lines=tuple(drawn),
        rows=tuple(
            tuple(f"{row[field]} " if field in padded else row.get(field) for field in profile.headings)
            for row in drawn.values()
        ),
    )


def _coded(definition: DatasetDefinition) -> frozenset[str]:
    """Fields that every row fills with a word of a code list."""
    return frozenset(field.name for field in definition.schema.fields if field.required and "enum" in field.constraints)


def _address(grid: Grid, mistake: Mistake, manner: Habits, title_lines: int) -> str | None:
    found = place(grid, mistake)
    if found is None:
        return None
    row, column = found
    header_row = manner.header_row(title_lines)
    return address(manner.first_column + column, header_row if row is None else header_row + 1 + row)


def _filename(definition: DatasetDefinition, garante: Garante, period: Period, manner: Habits) -> str:
    title = definition.title
    return (
        f"{period.id}_{garante.acronym}.xlsx",
        f"{title} {garante.acronym} {period.id}.xlsx",
        f"{title.upper().replace(' ', '_')}_{period.id}_FINAL.xlsx",
        f"{garante.acronym} {period.id} (1).xlsx",
    )[manner.naming]
