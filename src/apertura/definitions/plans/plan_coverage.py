"""Definitions to which datasets each line of a work plan is reported with."""

from collections.abc import Mapping
from dataclasses import dataclass

from apertura.model.definition import Definitions
from apertura.model.plan import WorkPlan


@dataclass(frozen=True, slots=True)
class PlanCoverage:
    """Names of datasets: ``general`` those that feed every line of the plan, ``specific`` the others, by line."""

    plan: WorkPlan
    general: tuple[str, ...]
    specific: Mapping[str, tuple[str, ...]]

    @property
    def covered(self) -> int:
        """How many lines some dataset feeds."""
        return len(self.specific) if self.general else self.covered_specifically

    @property
    def covered_specifically(self) -> int:
        """How many lines some dataset feeds that does not feed them all."""
        return sum(bool(names) for names in self.specific.values())


def plan_coverage(definitions: Definitions) -> tuple[PlanCoverage, ...]:
    """Map each work plan, from what each ``dataset.yaml`` says in ``plan_lines``; names in alphabetical order."""
    return tuple(_coverage(plan, definitions) for plan in definitions.plans)


def _coverage(plan: WorkPlan, definitions: Definitions) -> PlanCoverage:
    lines = {linea.id for linea in plan.lineas}
    feeds = {name: lines.intersection(definitions.datasets[name].plan_lines) for name in sorted(definitions.datasets)}
    general = tuple(name for name, fed in feeds.items() if fed == lines)
    specific = {
        linea.id: tuple(name for name, fed in feeds.items() if linea.id in fed and name not in general)
        for linea in plan.lineas
    }
    return PlanCoverage(plan, general, specific)
