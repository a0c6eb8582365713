"""Profile × garante × period to made-up rows: one per line of action, by field."""

from collections.abc import Mapping
from datetime import date
from random import Random

from apertura.demo.profile import Choice, Day, Measure, Profile, Scalar, Value, Whole
from apertura.model.comparison import ComparisonKind
from apertura.model.definition import DatasetDefinition, Definitions, Garante, Period

Row = Mapping[str, Scalar]


def rows(
    profile: Profile, definitions: Definitions, definition: DatasetDefinition, garante: Garante, period: Period
) -> Mapping[str, Row]:
    """Draw the row of each line of action, by its id; the same rows for the same garante and period each time.

    What the dataset expects not to fall from period to period does not: a year's rows of a line come in that order.
    """
    days = {"{inicio}": period.start, "{termino}": period.end}
    filled: dict[str, Row] = {}
    for line in definitions.catalogues["linea_accion"].rows:
        placeholders = words(garante, period) | {
            "linea": line["linea_accion_id"],
            "etiqueta": line["etiqueta"],
            "unidad": line["unidad_sugerida"],
        }
        drawn = _rising(profile, definition, f"{garante.id}{line['linea_accion_id']}", period.id)
        filled[line["linea_accion_id"]] = {field: _filled(value, placeholders, days) for field, value in drawn.items()}
    return filled


def _rising(profile: Profile, definition: DatasetDefinition, seed: str, period: str) -> Row:
    """Draw a row for each period, sort those that tell how much was done, and take the one of this period."""
    falls = [each.field for each in definition.comparisons if each.kind is ComparisonKind.FALL]
    drawn = {each: _drawn(profile, Random(f"{seed}{each}")) for each in definition.expected_periods}
    done = {each: tuple(value for field in falls if (value := row.get(field or "")) is not None)
            for each, row in drawn.items()}  # fmt: skip
    rising = iter(sorted((each for each in drawn if done[each]), key=lambda each: done[each]))
    return drawn[{each: next(rising) if done[each] else each for each in drawn}[period]]


def _drawn(profile: Profile, random: Random) -> Row:
    [scenario] = random.choices(profile.scenarios, [scenario.weight for scenario in profile.scenarios])
    return {field: _draw(value, random) for field, value in scenario.values.items()}


def words(garante: Garante, period: Period) -> dict[str, str]:
    """Words that any text of a profile may hold in braces."""
    return {
        "garante": garante.id,
        "acronimo": garante.acronym,
        "organismo": garante.name,
        "periodo": period.id,
        "inicio": f"{period.start:%d/%m/%Y}",
        "termino": f"{period.end:%d/%m/%Y}",
    }


def _draw(value: Value, random: Random) -> Scalar:
    match value:
        case Choice(options):
            return random.choice(options)
        case Whole(low, high):
            return random.randint(low, high)
        case Measure(low, high, decimals):
            return round(random.uniform(low, high), decimals)
        case Day(first, last):
            return first.fromordinal(random.randint(first.toordinal(), last.toordinal()))
        case _:
            return value


def _filled(value: Scalar, placeholders: Mapping[str, str], days: Mapping[str, date]) -> Scalar:
    if not isinstance(value, str):
        return value
    return days[value] if value in days else value.format_map(placeholders)
