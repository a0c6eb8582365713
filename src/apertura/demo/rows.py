"""Profile × delivery to made-up rows, by field."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from apertura.demo.derive import derive
from apertura.demo.draw import draw
from apertura.demo.profile import Delivery, Profile
from apertura.demo.value import Scalar
from apertura.demo.words import words
from apertura.model.comparison import ComparisonKind
from apertura.model.definition import DatasetDefinition, Definitions, ForeignKey
from apertura.validation.owed_rows import rows_in_force

Row = Mapping[str, Scalar]
Parents = Mapping[str, Sequence[Row]]


def rows(profile: Profile, definitions: Definitions, delivery: Delivery, parents: Parents) -> Mapping[str, Row]:
    """Draw the rows of a table, each by the mark it has in the profile; the same ones each time.

    ``parents`` are the rows of other datasets that this body hands in, by dataset, each with its keys as they are
    published. LookupError where a row must name one and there is none, or where a text holds an unknown word.
    """
    if delivery.rows is None:
        return _by_catalogue(profile, definitions, delivery)
    about = words(definitions, definitions.garantes[delivery.garante], definitions.periods[delivery.period])
    definition = definitions.datasets[profile.dataset]
    derived, turns = derive(definition, definitions), _turns(profile, definitions, delivery, parents)
    first = Random(f"{profile.dataset} {delivery.garante}").randrange(len(profile.scenarios))
    drawn: dict[str, Row] = {}
    for number, (parent, turn) in zip(range(1, delivery.rows + 1), turns, strict=False):
        scenario = profile.scenarios[(first + number) % len(profile.scenarios)]
        # the period has no part in it, so that what a body hands in again is what it handed in before
        random = Random(f"{profile.dataset} {delivery.garante} {number}")
        known = about | dict(parent) | {"fila": number, "vuelta": turn}
        keys = {field: parent[named] for field, named in _of_parents(definition, definitions).items()}
        drawn[str(number)] = draw({**derived, **keys, **scenario.values}, known, random)
    return drawn


def published(rows: Mapping[str, Row], definition: DatasetDefinition, delivery: Delivery) -> tuple[Row, ...]:
    """Add to drawn rows what the delivery itself says: who hands them in, and when."""
    said = {"garante": delivery.garante, "period": delivery.period}
    context = {field: said[what] for field, what in definition.context.items()}
    return tuple({**row, **context} for row in rows.values())


def _by_catalogue(profile: Profile, definitions: Definitions, delivery: Delivery) -> Mapping[str, Row]:
    """Draw one row for each row of a catalogue, or for those of it that the table owes."""
    about = words(definitions, definitions.garantes[delivery.garante], definitions.periods[delivery.period])
    definition = definitions.datasets[profile.dataset]
    owed = rows_in_force(definition, definitions, delivery.period)
    drawn: dict[str, Row] = {}
    for listed in definitions.catalogues[str(profile.catalogue)].rows:
        mark = next(iter(listed.values()))
        if not owed or mark in owed:
            drawn[mark] = _rising(profile, definition, delivery, mark, {**about, **listed})
    return drawn


def _rising(
    profile: Profile, definition: DatasetDefinition, delivery: Delivery, mark: str, known: Mapping[str, Scalar]
) -> Row:
    """Draw a row for each period that is owed, and take the one of this period.

    Those that say how much was done are put in order first: what the dataset expects not to fall does not.
    """
    falls = [each.field for each in definition.comparisons if each.kind is ComparisonKind.FALL and each.field]
    periods = definition.expected_periods or (delivery.period,)
    drawn = {each: _drawn(profile, known, Random(f"{delivery.garante}{mark}{each}")) for each in periods}
    done = {each: [row[field] for field in falls if row.get(field) is not None] for each, row in drawn.items()}
    rising = iter(sorted(filter(done.get, drawn), key=done.__getitem__))
    return {each: drawn[next(rising) if done[each] else each] for each in drawn}[delivery.period]


def _drawn(profile: Profile, known: Mapping[str, Scalar], random: Random) -> Row:
    [scenario] = random.choices(profile.scenarios, [scenario.weight for scenario in profile.scenarios])
    return draw(scenario.values, known, random)


def _turns(
    profile: Profile, definitions: Definitions, delivery: Delivery, parents: Parents
) -> Iterator[tuple[Row, int]]:
    """Give each row the row it names, and how many times that one has been named: they take turns."""
    definition = definitions.datasets[profile.dataset]
    keys = _keys_to_parents(definition, definitions)
    candidates: Sequence[Row] = ({},)
    for key in keys:
        candidates = [row for row in parents.get(key.resource, ()) if _fits(row, key, definition, delivery)]
        if not candidates:
            raise LookupError(f"ese organismo no entrega filas de «{key.resource}» que nombrar")
    turn = 1
    while True:
        for row in candidates:
            yield row, turn
        turn += 1


def _keys_to_parents(definition: DatasetDefinition, definitions: Definitions) -> list[ForeignKey]:
    return [key for key in definition.schema.foreign_keys if key.resource in definitions.datasets]


def _of_parents(definition: DatasetDefinition, definitions: Definitions) -> Mapping[str, str]:
    """Say which field of the row named gives each field that names it."""
    return {
        field: reference
        for key in _keys_to_parents(definition, definitions)
        for field, reference in zip(key.fields, key.reference, strict=True)
        if field not in definition.context
    }


def _fits(row: Row, key: ForeignKey, definition: DatasetDefinition, delivery: Delivery) -> bool:
    said = {"garante": delivery.garante, "period": delivery.period}
    return all(
        row[reference] == said[definition.context[field]]
        for field, reference in zip(key.fields, key.reference, strict=True)
        if field in definition.context
    )
