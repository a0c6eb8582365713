"""PlanCoverage to what a person reads: each line of the plan, the datasets it is reported with, what is computed."""

import textwrap
from collections.abc import Iterator, Sequence

from apertura.definitions.plans.plan_coverage import PlanCoverage
from apertura.model.definition import Definitions

WIDTH = 100


def coverage_map(coverage: PlanCoverage) -> str:
    """Write the map of a plan, and how many of its lines are covered with and without the general datasets."""
    return "".join(f"{line}\n" for line in _lines(coverage))


def derived_map(definitions: Definitions) -> str:
    """Write which datasets nobody hands in, and what each is computed from; no text where there is none."""
    if not definitions.derived:
        return ""
    lines = ["Conjuntos que se calculan de otros:"]
    for name, definition in definitions.derived.items():
        sources = definition.derivation.sources if definition.derivation else ()
        datasets = [source for source in sources if source in definitions.publishable]
        lines += _listed([f"{name}: {', '.join(datasets) or 'las fichas y los catálogos del plan'}"])
    return "".join(f"{line}\n" for line in lines)


def _lines(coverage: PlanCoverage) -> Iterator[str]:
    plan, total = coverage.plan, len(coverage.plan.lineas)
    yield f"{plan.title} ({plan.id})"
    yield ""
    for linea in plan.lineas:
        yield textwrap.shorten(f"{linea.id}  {linea.text}", WIDTH, placeholder=" …")
        yield from _listed(coverage.specific[linea.id] or ("(solo los conjuntos generales)",))
    if coverage.general:
        yield "Todas las líneas, además:"
        yield from _listed(coverage.general)
    yield ""
    yield f"Líneas con algún conjunto: {coverage.covered} de {total}."
    yield f"Sin contar los conjuntos generales: {coverage.covered_specifically} de {total}."


def _listed(names: Sequence[str]) -> Iterator[str]:
    yield from textwrap.wrap(", ".join(names), WIDTH, initial_indent="       ", subsequent_indent="       ")
