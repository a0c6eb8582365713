"""Subject and policies to the quality report, as ``calidad.schema.json`` describes it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from apertura.model.issue import Severity
from apertura.model.policy import Criterion, Outcome, Policy, PolicyCheck
from apertura.release.quality.registry import REGISTRY
from apertura.release.quality.subject import Subject

FORMAT = 1
"""Version of the report's format: raised with any change of ``calidad.schema.json``."""


def report(subject: Subject, policies: Sequence[Policy]) -> dict[str, Any]:
    """Ask the version every check of every policy; nothing in the report depends on the clock or the network."""
    described = subject.descriptor
    return {
        "version_informe_calidad": FORMAT,
        "conjunto": {
            "nombre": described["name"],
            "titulo": described["title"],
            "version": described["version"],
            "recibido_hasta": described["created"],
            "demostracion": described["apertura:demostracion"],
        },
        "politicas": [_policy(policy, subject) for policy in policies],
    }


def outcome(checks: Sequence[Mapping[str, Any]]) -> Outcome:
    """Tell what became of a criterion: not met where a deciding check is not; else unknown where one is or none is.

    Critical and grave checks decide; the others are told and decide nothing.
    """
    deciding = {Outcome(check["resultado"]) for check in checks if Severity(check["severidad"]).returns}
    if Outcome.UNMET in deciding:
        return Outcome.UNMET
    return Outcome.MET if deciding == {Outcome.MET} else Outcome.UNKNOWN


def _policy(policy: Policy, subject: Subject) -> dict[str, Any]:
    characteristics = [_criterion(each, subject) for each in policy.characteristics]
    rules = [_criterion(each, subject) for each in policy.rules]
    return {
        "politica": policy.name,
        "titulo": policy.title,
        "resumen": policy.summary,
        "vigente_desde": policy.valid_from.isoformat() if policy.valid_from else None,
        "vigente_hasta": policy.valid_until.isoformat() if policy.valid_until else None,
        "notas": list(policy.notes),
        "conteos": {"caracteristicas": _counts(characteristics), "reglas": _counts(rules)},
        "caracteristicas": characteristics,
        "reglas": rules,
    }


def _counts(criteria: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    counted = Counter(criterion["resultado"] for criterion in criteria)
    return {each.value: counted[each.value] for each in Outcome}


def _criterion(criterion: Criterion, subject: Subject) -> dict[str, Any]:
    checks = [_check(check, subject) for check in criterion.checks]
    return {
        "clave": criterion.key,
        "titulo": criterion.title,
        "definicion": criterion.definition,
        "fuentes": list(criterion.sources),
        "resultado": outcome(checks).value,
        "comprobaciones": checks,
        "sin_comprobar": list(criterion.not_checked),
    }


def _check(check: PolicyCheck, subject: Subject) -> dict[str, Any]:
    found = REGISTRY[check.name](subject, check.parameters)
    return {
        "comprobacion": check.name,
        "titulo": check.title,
        "severidad": check.severity.value,
        "fuente": check.source,
        "parametros": dict(check.parameters),
        "resultado": found.outcome.value,
        "hallazgo": found.text,
    }
