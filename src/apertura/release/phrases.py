"""Id to the Spanish phrase that readers of a version see, in the right number."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from babel.lists import format_list
from babel.messages.pofile import read_po

_CATALOGUES = ("cambios.po", "calidad.po", "portal.po")


def say(id_: str, n: int | None = None, **details: object) -> str:
    """Return the phrase with its details in place; ``n`` chooses singular or plural. KeyError for an unknown id."""
    forms = _phrases()[id_]
    return forms[0].format(**details) if n is None else forms[n != 1].format(n=f"{n:,}", **details)


def listing(words: list[str]) -> str:
    """Join words as Spanish does: ``a, b y c``."""
    return format_list(words, locale="es_MX")


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    found = {}
    for name in _CATALOGUES:
        with resources.files("apertura").joinpath("locale/es/LC_MESSAGES", name).open("rb") as file:
            found.update({_id(message.id): _forms(message.string) for message in read_po(file) if message.id})
    return found


def _id(id_: str | Sequence[str]) -> str:
    return id_ if isinstance(id_, str) else id_[0]


def _forms(string: str | Sequence[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())
