"""Profile × Definitions to what it says that cannot be."""

from collections.abc import Iterator

from apertura.definitions.documents.read_document import Document, Keys
from apertura.demo.derive import derive
from apertura.demo.profile import Mistake, MistakeKind, Profile
from apertura.demo.scenario_problems import scenario_problems
from apertura.demo.words import WORDS
from apertura.model.definition import DatasetDefinition, Definitions

_MARK = "demostración"


def profile_problems(document: Document, profile: Profile, definitions: Definitions) -> Iterator[str]:
    """Say ``file:line: sentence`` of each body, period, field, option, word or catalogue that does not exist."""
    definition = definitions.datasets[profile.dataset]
    if _MARK not in " ".join(profile.title).lower():
        yield document.problem(("titulo",), f"el título no dice que son datos de {_MARK}")
    yield from _about_deliveries(document, profile, definitions)
    fields = {field.name for field in definition.schema.fields}
    for name in profile.headings.keys() - fields:
        yield document.problem(("encabezados", name), f"no hay un campo «{name}»")
    words = _words(profile, definition, definitions)
    for place, scenario in enumerate(profile.scenarios):
        yield from scenario_problems(document, ("perfiles", place), scenario.values, definition, words)
        missing = _mandatory(profile, definition, definitions) - scenario.values.keys()
        for field in sorted(missing):
            yield document.problem(("perfiles", place), f"falta decir cómo se llena «{field}», que es obligatorio")
    for place, mistake in enumerate(profile.mistakes):
        yield from _about_mistake(document, ("errores", place), mistake, profile, fields)


def _about_deliveries(document: Document, profile: Profile, definitions: Definitions) -> Iterator[str]:
    if (profile.catalogue is None) == ("entregas" not in _keys(document)):
        yield document.problem((), "va «catalogo» o van «entregas», una de las dos")
    if profile.catalogue is not None:
        if profile.catalogue not in definitions.catalogues:
            yield document.problem(("catalogo",), f"no hay un catálogo «{profile.catalogue}»")
        return
    for place, delivery in enumerate(profile.deliveries):
        if delivery.garante not in definitions.garantes:
            yield document.problem(("entregas", place, "garante"), f"no hay un organismo «{delivery.garante}»")
        if delivery.period not in definitions.periods:
            yield document.problem(("entregas", place, "periodo"), f"no hay un periodo «{delivery.period}»")


def _about_mistake(
    document: Document, keys: Keys, mistake: Mistake, profile: Profile, fields: set[str]
) -> Iterator[str]:
    whose = {(delivery.garante, delivery.period): delivery for delivery in profile.deliveries}
    delivery = whose.get((mistake.garante, mistake.period))
    if delivery is None:
        yield document.problem(keys, f"{mistake.garante} no entrega esta tabla en {mistake.period}")
    elif delivery.rows is not None and mistake.row is not None and mistake.row not in _numbers(delivery.rows):
        yield document.problem((*keys, "fila"), f"la tabla no tiene una fila {mistake.row}")
    if mistake.kind is not MistakeKind.EXTRA_COLUMN and mistake.field not in fields | {None}:
        yield document.problem((*keys, "campo"), f"no hay un campo «{mistake.field}»")
    if mistake.field is None and mistake.kind is not MistakeKind.REPEATED_ROW:
        yield document.problem(keys, "falta la clave «campo»")


def _numbers(rows: int) -> set[str]:
    return {str(number) for number in range(1, rows + 1)}


def _keys(document: Document) -> set[str]:
    return set(document.value) if isinstance(document.value, dict) else set()


def _words(profile: Profile, definition: DatasetDefinition, definitions: Definitions) -> frozenset[str]:
    """Words that the texts may hold: those of every text, the row's own fields, and those of the rows it names."""
    found = WORDS | {field.name for field in definition.schema.fields}
    for name in definitions.parents(profile.dataset):
        found |= {field.name for field in definitions.datasets[name].schema.fields}
    catalogue = definitions.catalogues.get(profile.catalogue or "")
    return frozenset(found | set(catalogue.rows[0] if catalogue and catalogue.rows else ()))


def _mandatory(profile: Profile, definition: DatasetDefinition, definitions: Definitions) -> set[str]:
    """Fields that only the profile can fill."""
    named = {
        field for key in definition.schema.foreign_keys if key.resource in definitions.datasets for field in key.fields
    }
    derived = () if profile.catalogue else derive(definition, definitions)
    demanded = {field.name for field in definition.schema.fields if field.required}
    return demanded - set(definition.context) - named - set(derived)
