"""Every ``schemas/<dataset>/examples/demo.yaml`` to Profiles, or all that is wrong with them."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from apertura.definitions.documents.attempt import attempt
from apertura.definitions.documents.check_shape import check_shape
from apertura.definitions.documents.read_document import Document, Keys, read_document
from apertura.demo.profile import Delivery, Mistake, Profile, Scenario
from apertura.demo.profile_problems import profile_problems
from apertura.demo.profile_shape import MistakeShape, ProfileShape
from apertura.demo.read_value import read_scalar, read_value
from apertura.demo.value import Value
from apertura.errors import DefinitionError
from apertura.model.definition import DatasetDefinition, Definitions


def load_profiles(root: Path, definitions: Definitions) -> tuple[Profile, ...]:
    """Read the profile of each dataset that has one, those that are named before those that name them.

    DefinitionError with all that is wrong: ``file:line: sentence`` in Spanish, paths relative to ``root``.
    """
    paths = {name: f"{name}/examples/demo.yaml" for name in definitions.datasets}
    found = [
        attempt(partial(_profile, root, path, name, definitions))
        for name, path in paths.items()
        if (root / path).exists()
    ]
    problems = [problem for _, problems in found for problem in problems]
    if problems:
        raise DefinitionError(tuple(problems))
    return tuple(profile for profile, _ in found if profile is not None)


def _profile(root: Path, path: str, dataset: str, definitions: Definitions) -> Profile:
    document = read_document(root, path)
    shape = check_shape(document, ProfileShape)
    definition = definitions.datasets[dataset]
    common = _values(document, shape.comunes, ("comunes",))
    scenarios = [
        Scenario(each.peso, {**common, **_values(document, each.valores, ("perfiles", place, "valores"))})
        for place, each in enumerate(shape.perfiles)
    ]
    profile = Profile(
        dataset=dataset,
        title=tuple(shape.titulo),
        book=shape.libro,
        sheet=shape.hoja,
        headings=shape.encabezados,
        catalogue=shape.catalogo,
        deliveries=tuple(_deliveries(shape, definition, definitions)),
        scenarios=tuple(scenarios),
        mistakes=tuple(_mistake(document, each, place) for place, each in enumerate(shape.errores)),
    )
    # what all rows share is wrong once, not once per scenario
    if problems := dict.fromkeys(profile_problems(document, profile, definitions)):
        raise DefinitionError(tuple(problems))
    return profile


def _deliveries(shape: ProfileShape, definition: DatasetDefinition, definitions: Definitions) -> Sequence[Delivery]:
    if shape.catalogo is None:
        return [Delivery(each.garante, each.periodo, each.filas) for each in shape.entregas]
    owing = [garante.id for garante in definitions.garantes.values() if garante.kind in definition.expected_kinds]
    return [Delivery(garante, period, None) for period in definition.expected_periods for garante in owing]


def _values(document: Document, values: Mapping[str, object], keys: Keys) -> Mapping[str, Value]:
    return {field: _value(document, value, (*keys, field)) for field, value in values.items()}


def _value(document: Document, value: object, keys: Keys) -> Value:
    try:
        return read_value(value)
    except ValueError as error:
        raise DefinitionError((document.problem(keys, f"«{keys[-1]}» {error}"),)) from None


def _mistake(document: Document, shape: MistakeShape, place: int) -> Mistake:
    try:
        value = read_scalar(shape.valor)
    except ValueError as error:
        raise DefinitionError((document.problem(("errores", place, "valor"), str(error)),)) from None
    return Mistake(
        garante=shape.garante,
        period=shape.periodo,
        kind=shape.tipo,
        row=None if shape.fila is None else str(shape.fila),
        field=shape.campo,
        value=value,
    )
