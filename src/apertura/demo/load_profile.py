"""Text of a ``demo.yaml`` to Profile, refused where a key is unknown or missing."""

from collections.abc import Callable, Mapping, Set
from datetime import date
from typing import Any

import yaml

from apertura.demo.profile import Choice, Day, Measure, Mistake, MistakeKind, Profile, Scalar, Scenario, Value, Whole
from apertura.errors import DefinitionError


def load_profile(text: str) -> Profile:
    """Parse the YAML of ``schemas/<dataset>/examples/demo.yaml``; DefinitionError where it is not a profile."""
    try:
        return _profile(yaml.safe_load(text))
    except (yaml.YAMLError, LookupError, TypeError, ValueError) as error:
        raise DefinitionError((f"demo.yaml:1: el perfil de demostración no se entiende: {error}",)) from error


def _profile(document: object) -> Profile:
    entries = _entries(document, {"titulo", "encabezados", "perfiles"}, {"errores"})
    if "demostración" not in " ".join(entries["titulo"]).lower():
        raise ValueError("el título no dice que son datos de demostración")
    return Profile(
        title=tuple(str(line) for line in entries["titulo"]),
        headings={str(field): str(heading) for field, heading in entries["encabezados"].items()},
        scenarios=tuple(_scenario(scenario) for scenario in entries["perfiles"]),
        mistakes=tuple(_mistake(mistake) for mistake in entries.get("errores", ())),
    )


def _scenario(document: object) -> Scenario:
    entries = _entries(document, {"peso", "valores"})
    return Scenario(int(entries["peso"]), {str(field): _value(value) for field, value in entries["valores"].items()})


def _value(document: object) -> Value:
    if not isinstance(document, Mapping):
        return _scalar(document)
    [(kind, limits)] = document.items()
    return _DRAWS[kind](limits)


_DRAWS: Mapping[str, Callable[..., Value]] = {
    "elige": lambda options: Choice(tuple(_scalar(option) for option in options)),
    "entero": lambda ends: Whole(*map(int, ends)),
    "numero": lambda ends: Measure(float(ends[0]), float(ends[1]), int(ends[2])),
    "fecha": lambda ends: Day(*(date.fromisoformat(str(end)) for end in ends)),
}


def _mistake(document: object) -> Mistake:
    entries = _entries(document, {"garante", "periodo", "tipo"}, {"linea", "campo", "valor"})
    return Mistake(
        garante=str(entries["garante"]),
        period=str(entries["periodo"]),
        kind=MistakeKind(entries["tipo"]),
        line=entries.get("linea"),
        field=entries.get("campo"),
        value=_scalar(entries.get("valor")),
    )


def _scalar(document: object) -> Scalar:
    if document is None or isinstance(document, str | int | float | date):
        return document
    raise TypeError(f"«{document}» no es un valor de una celda")


def _entries(document: object, mandatory: set[str], optional: Set[str] = frozenset()) -> dict[str, Any]:
    if not isinstance(document, dict):
        raise TypeError(f"«{document}» no es una lista de claves y valores")
    if unknown := document.keys() - mandatory - optional:
        raise ValueError(f"sobra {', '.join(sorted(unknown))}")
    if missing := mandatory - document.keys():
        raise ValueError(f"falta {', '.join(sorted(missing))}")
    return document
