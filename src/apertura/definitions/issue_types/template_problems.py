"""The texts of an issue type to what in them cannot be said or filled."""

from collections.abc import Collection, Iterator, Mapping
from string import Formatter

TEXTS = ("title_es", "message_es", "remedy_es", "title_en", "message_en", "remedy_en")

OWN = frozenset({"value", "field_title", "cell", "sheet", "row", "suggestion", "count"})
"""What every issue can fill, apart from the details of its kind."""


def template_problems(texts: Mapping[str, str], details: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield name and problem of each text that is empty or has a place that neither OWN nor ``details`` fills.

    Titles have no places at all: they head a group of issues.
    """
    for name in TEXTS:
        text = texts[name]
        allowed = frozenset() if name.startswith("title") else OWN.union(details)
        if not text.strip():
            language = "español" if name.endswith("es") else "inglés"
            yield name, f"falta «{name}»: todo mensaje se dice también en {language}"
        yield from ((name, f"«{name}» {problem}") for problem in _place_problems(text, allowed))


def _place_problems(text: str, allowed: Collection[str]) -> Iterator[str]:
    try:
        places = list(Formatter().parse(text))
    except ValueError as error:
        yield f"tiene llaves sueltas ({error})"
        return
    for _, place, specification, conversion in places:
        if place is None:
            continue
        if place not in allowed:
            yield f"tiene un hueco que nada llena: {{{place}}}"
        elif specification or conversion:
            yield f"pide un formato en {{{place}}}; los huecos llevan solo su nombre"
