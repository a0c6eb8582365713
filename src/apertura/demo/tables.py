"""Definitions × profiles to the tables that bodies hand in, made up, each naming rows that the same body hands in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from apertura.demo.habits import Habits, habits
from apertura.demo.page import Grid
from apertura.demo.plant import plant
from apertura.demo.profile import Delivery, Mistake, Profile
from apertura.demo.rows import Parents, Row, published, rows
from apertura.demo.spell import headings, spell, spellings
from apertura.demo.value import Scalar
from apertura.demo.words import words, written
from apertura.errors import DefinitionError
from apertura.model.definition import DatasetDefinition, Definitions


@dataclass(frozen=True, slots=True)
class DemoTable:
    """A table as it will stand in its sheet, under its title lines, and the mistakes planted in it."""

    profile: Profile
    definition: DatasetDefinition
    delivery: Delivery
    title: tuple[str, ...]
    grid: Grid
    mistakes: tuple[Mistake, ...]


def tables(definitions: Definitions, profiles: Sequence[Profile]) -> Iterator[DemoTable]:
    """Draw every table of every profile, those of datasets that others name first.

    ``profiles`` stand in the order of ``definitions.datasets``, parents before children. DefinitionError where a table
    cannot be made: it names rows that its body does not hand in, or its texts or mistakes do not fit it.
    """
    handed_in: dict[str, dict[str, list[Row]]] = {}
    for profile in profiles:
        for delivery in profile.deliveries:
            own = handed_in.setdefault(delivery.garante, {})
            try:
                table, drawn = _table(profile, delivery, own, definitions)
            except (LookupError, ValueError) as error:
                raise DefinitionError((_unmade(delivery, profile, error),)) from error
            own.setdefault(profile.dataset, []).extend(drawn)
            yield table


def _unmade(delivery: Delivery, profile: Profile, error: Exception) -> str:
    path = f"{profile.dataset}/examples/demo.yaml"
    return f"{path}:1: no se puede hacer la tabla de {delivery.garante} en {delivery.period}: {error}"


def _table(
    profile: Profile, delivery: Delivery, parents: Parents, definitions: Definitions
) -> tuple[DemoTable, Sequence[Row]]:
    """Make a table, and give its rows as they are to be published."""
    definition = definitions.datasets[profile.dataset]
    drawn = rows(profile, definitions, delivery, parents)
    grid = _grid(profile, definition, delivery, drawn, habits(delivery.garante))
    whose = (delivery.garante, delivery.period)
    mistakes = tuple(mistake for mistake in profile.mistakes if (mistake.garante, mistake.period) == whose)
    for mistake in mistakes:
        grid = plant(grid, mistake)
    about = words(definitions, definitions.garantes[delivery.garante], definitions.periods[delivery.period])
    title = tuple(line.format_map({name: written(word) for name, word in about.items()}) for line in profile.title)
    return DemoTable(profile, definition, delivery, title, grid, mistakes), published(drawn, definition, delivery)


def _grid(
    profile: Profile, definition: DatasetDefinition, delivery: Delivery, drawn: Mapping[str, Row], manner: Habits
) -> Grid:
    """Lay the drawn rows out in columns, as this body heads them and writes what is in them.

    Without headings of the profile's, they are the schema's; who hands them in, and when, only where the body signs
    each row.
    """
    own = headings(definition, delivery.garante)
    shown = profile.headings or {
        field: heading for field, heading in own.items() if manner.signed or field not in definition.context
    }
    spelt = spellings(definition, delivery.garante)
    padded = _coded(definition) if manner.padded else frozenset()
    fields = {field.name: field for field in definition.schema.fields}

    def cell(row: Row, field: str) -> Scalar:
        written = spell(row.get(field), fields[field], spelt)
        return f"{written} " if field in padded and isinstance(written, str) else written

    return Grid(
        fields=tuple(shown),
        headings=tuple(shown.values()),
        marks=tuple(drawn),
        rows=tuple(tuple(cell(row, field) for field in shown) for row in drawn.values()),
    )


def _coded(definition: DatasetDefinition) -> frozenset[str]:
    """Fields that every row fills with a word of a code list."""
    return frozenset(field.name for field in definition.schema.fields if field.required and "enum" in field.constraints)
