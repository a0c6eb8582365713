"""Profile × garante × period to made-up rows: one per line of action, by field."""

from collections.abc import Mapping
from datetime import date
from random import Random

from apertura.demo.profile import Choice, Day, Measure, Profile, Scalar, Value, Whole
from apertura.model.definition import Definitions, Garante, Period

Row = Mapping[str, Scalar]


def rows(profile: Profile, definitions: Definitions, garante: Garante, period: Period) -> Mapping[str, Row]:
    """Draw the row of each line of action, by its id; the same rows for the same garante and period each time."""
    random = Random(f"{garante.id}{period.id}")
    weights = [scenario.weight for scenario in profile.scenarios]
    days = {"{inicio}": period.start, "{termino}": period.end}
    drawn: dict[str, Row] = {}
    for line in definitions.catalogues["linea_accion"].rows:
        placeholders = words(garante, period) | {
            "linea": line["linea_accion_id"],
            "etiqueta": line["etiqueta"],
            "unidad": line["unidad_sugerida"],
        }
        [scenario] = random.choices(profile.scenarios, weights)
        drawn[line["linea_accion_id"]] = {
            field: _filled(_draw(value, random), placeholders, days) for field, value in scenario.values.items()
        }
    return drawn


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
