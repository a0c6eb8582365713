"""A policy whose shape is right to what in it is unknown, repeated, missing or not of its kind."""

from collections.abc import Iterator

import polars as pl

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.read_document import Document, Keys
from apertura.definitions.policies.policy_shape import CheckShape, CriterionShape, PolicyShape
from apertura.model.policy import CHECKS, Parameter


def policy_problems(document: Document, shape: PolicyShape, catalogues: Catalogues) -> Iterator[str]:
    """Say which checks, parameters and sources are unknown, and what is repeated or says nothing."""
    if shape.valid_from and shape.valid_until and shape.valid_until < shape.valid_from:
        yield document.problem(("valid_until",), "la política termina antes de empezar")
    places = [
        ((part, index), criterion)
        for part, criteria in (("characteristics", shape.characteristics), ("rules", shape.rules))
        for index, criterion in enumerate(criteria)
    ]
    keys = [criterion.key for _, criterion in places]
    for place, (at, criterion) in enumerate(places):
        if criterion.key in keys[:place]:
            yield document.problem((*at, "key"), f"«{criterion.key}» está repetido")
        yield from _criterion_problems(document, at, criterion, shape)
        for index, check in enumerate(criterion.checks):
            yield from _check_problems(document, (*at, "checks", index), check, shape, catalogues)
    cited = {source for _, criterion in places for source in _cited(criterion)}
    for source in (source for source in shape.sources if source not in cited):
        yield document.problem(("sources", source), f"nada cita la fuente «{source}»")


def _cited(criterion: CriterionShape) -> Iterator[str]:
    yield from criterion.sources
    yield from (check.source for check in criterion.checks)


def _criterion_problems(document: Document, at: Keys, criterion: CriterionShape, shape: PolicyShape) -> Iterator[str]:
    if not criterion.checks and not criterion.not_checked:
        yield document.problem(at, f"«{criterion.key}» no tiene comprobaciones ni dice por qué («not_checked»)")
    for index, source in enumerate(criterion.sources):
        if source not in shape.sources:
            yield document.problem((*at, "sources", index), f"fuente desconocida: «{source}»")
    names = [check.check for check in criterion.checks]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield document.problem((*at, "checks", index, "check"), f"«{name}» está repetida en «{criterion.key}»")


def _check_problems(
    document: Document, at: Keys, check: CheckShape, shape: PolicyShape, catalogues: Catalogues
) -> Iterator[str]:
    if check.source not in shape.sources:
        yield document.problem((*at, "source"), f"fuente desconocida: «{check.source}»")
    if check.check not in CHECKS:
        yield document.problem((*at, "check"), f"comprobación desconocida: «{check.check}»")
        return
    asked = CHECKS[check.check]
    for name in (name for name in asked if name not in check.parameters):
        yield document.problem(at, f"a «{check.check}» le falta el parámetro «{name}»")
    for name, value in check.parameters.items():
        place = (*at, "parameters", name)
        if name not in asked:
            yield document.problem(place, f"«{check.check}» no tiene el parámetro «{name}»")
        elif not _is(asked[name], value, catalogues):
            yield document.problem(place, f"«{name}» debe ser {asked[name]}")


def _is(kind: Parameter, value: object, catalogues: Catalogues) -> bool:
    match kind:
        case Parameter.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case Parameter.TEXT:
            return _said(value)
        case Parameter.TEXTS:
            return isinstance(value, list) and bool(value) and all(_said(each) for each in value)
        case Parameter.LICENCES:
            if not isinstance(value, list) or not _is(Parameter.TEXTS, value, catalogues):
                return False
            return all(catalogues.has("licencia", "clave", each) for each in value)
        case Parameter.PATTERNS:
            return isinstance(value, list) and bool(value) and all(_compiles(each) for each in value)
        case Parameter.TITLES:
            return isinstance(value, dict) and bool(value) and all(_said(each) for each in value.values())
        case Parameter.PATTERN_BY_FIELD:
            return isinstance(value, dict) and bool(value) and all(_compiles(each) for each in value.values())


def _said(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _compiles(pattern: object) -> bool:
    # the engine that will ask it is polars', whose expressions are not all of Python's
    try:
        return isinstance(pattern, str) and pl.select(pl.lit("").str.contains(pattern)).height == 1
    except pl.exceptions.ComputeError:
        return False
