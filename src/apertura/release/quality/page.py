"""Quality report to CALIDAD.md: the same, for people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from apertura.model.policy import Outcome
from apertura.release.phrases import listing, say
from apertura.release.quality.words import day


def page(report: Mapping[str, Any]) -> bytes:
    """Write the report as a page in Spanish: what is met, what is not, what no machine can tell, and why."""
    return ("\n\n".join(_blocks(report)) + "\n").encode()


def _blocks(report: Mapping[str, Any]) -> Iterator[str]:
    about = report["conjunto"]
    yield say("quality.page.title", title=about["titulo"])
    if about["demostracion"]:
        yield say("notes.demo")
    received = day(date.fromisoformat(about["recibido_hasta"][:10]))
    yield say("quality.page.about", version=about["version"], day=received)
    yield say("quality.page.how")
    for policy in report["politicas"]:
        yield from _policy(policy)


def _policy(policy: Mapping[str, Any]) -> Iterator[str]:
    numbers = _numbers([*policy["caracteristicas"], *policy["reglas"]])
    yield say("quality.page.policy", title=policy["titulo"])
    yield " ".join([policy["resumen"], *_validity(policy)])
    if policy["notas"]:
        yield _items(policy["notas"])
    yield from _part("characteristics", policy["caracteristicas"], policy["conteos"]["caracteristicas"], numbers)
    if policy["reglas"]:
        yield from _part("rules", policy["reglas"], policy["conteos"]["reglas"], numbers)
    yield say("quality.page.sourcelist")
    yield "\n".join(say("quality.page.source", number=number, title=title) for title, number in numbers.items())


def _numbers(criteria: Sequence[Mapping[str, Any]]) -> Mapping[str, int]:
    cited = (
        title
        for criterion in criteria
        for title in (*criterion["fuentes"], *(check["fuente"] for check in criterion["comprobaciones"]))
    )
    return {title: number for number, title in enumerate(dict.fromkeys(cited), start=1)}


def _validity(policy: Mapping[str, Any]) -> Iterator[str]:
    for name in ("vigente_desde", "vigente_hasta"):
        if policy[name]:
            yield say(f"quality.page.{name}", day=day(date.fromisoformat(policy[name])))


def _part(
    part: str, criteria: Sequence[Mapping[str, Any]], counts: Mapping[str, int], numbers: Mapping[str, int]
) -> Iterator[str]:
    yield say(f"quality.page.{part}")
    told = [say(f"quality.page.count.{outcome}", counts[outcome]) for outcome in Outcome if counts[outcome]]
    yield " ".join([say(f"quality.page.{part}.total", len(criteria)), *told])
    yield "\n".join([say(f"quality.page.{part}.head"), *(_line(criterion) for criterion in criteria)])
    for criterion in criteria:
        yield from _criterion(criterion, numbers)


def _line(criterion: Mapping[str, Any]) -> str:
    return say("quality.page.line", title=criterion["titulo"], outcome=_said(criterion["resultado"]))


def _criterion(criterion: Mapping[str, Any], numbers: Mapping[str, int]) -> Iterator[str]:
    said = _said(criterion["resultado"])
    yield say("quality.page.criterion", title=criterion["titulo"], outcome=said[0].lower() + said[1:])
    cited = sorted(numbers[title] for title in criterion["fuentes"])
    sources = say("quality.page.sources", len(cited), numbers=listing([str(number) for number in cited]))
    yield f"{criterion['definicion']} {sources}"
    if criterion["comprobaciones"]:
        yield "\n".join(_check(check, numbers[check["fuente"]]) for check in criterion["comprobaciones"])
    if criterion["sin_comprobar"]:
        yield say("quality.page.limits")
        yield _items(criterion["sin_comprobar"])


def _check(check: Mapping[str, Any], number: int) -> str:
    severity = say(f"quality.severity.{check['severidad']}")
    said = say(f"quality.page.check.{check['resultado']}", severity=severity)
    return say("quality.page.check", title=check["titulo"], outcome=said, text=check["hallazgo"], number=number)


def _items(texts: Sequence[str]) -> str:
    return "\n".join(say("quality.page.item", text=text) for text in texts)


def _said(outcome: str) -> str:
    return say(f"quality.outcome.{outcome}")
