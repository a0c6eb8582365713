"""The words of ``schemas/datos_personales/`` to expressions that find them, whatever their case and accents."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from apertura.model.personal_data import PersonalKind, PersonalLists

OTHER = "OTHER"
"""What a word announces that is another number: a file's, a contract's, an invoice's."""

_VOWELS = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]", "n": "[nñ]"}
_NEVER = "[^\\s\\S]"
_CAPITALISED = r"(?:[A-ZÁÉÍÓÚÜÑ][a-záéíóúüñ']+|[A-ZÁÉÍÓÚÜÑ]{2,})"
NAME = rf"{_CAPITALISED}(?:\s+(?:(?i:de|del|la|las|los|y)\s+){{0,2}}{_CAPITALISED}){{1,5}}"
"""Two to six words with capitals, with *de*, *del*, *la*, *las*, *los* and *y* between them."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Compiled lists, made once (``words``), and so known by their identity.

    ``announcing`` has one group per kind, named as its enum member, and OTHER; ``named`` and ``lived`` match what
    announces a name or a home together with it; ``street`` is a street with its number.
    """

    lists: PersonalLists
    announcing: re.Pattern[str]
    office: re.Pattern[str]
    institution: re.Pattern[str]
    named: re.Pattern[str]
    lived: re.Pattern[str]
    street: re.Pattern[str]

    def announced(self, text: str) -> str | None:
        """Return what the last word of ``text`` that announces anything announces: a member's name, or OTHER."""
        found = list(self.announcing.finditer(text))
        return found[-1].lastgroup if found else None


@lru_cache(maxsize=4)
def words(lists: PersonalLists) -> Words:
    """Compile the lists, once for all the tables of a run."""
    groups: dict[str, Iterable[str]] = {kind.name: listed for kind, listed in lists.labels.items()}
    groups[OTHER] = lists.others
    street = rf"{any_of(lists.streets)}\.?\s[^\n;]{{1,60}}?(?<!\d)\d{{1,5}}(?!\d)"
    names, homes = (any_of(lists.labels.get(kind, ())) for kind in (PersonalKind.NOMBRE, PersonalKind.DOMICILIO))
    district = r"[^\n;]{1,60}?(?<!\d)\d{1,5}(?!\d)[^\n;]{1,40}?(?<!\w)(?:col\.|colonia|c\.?\s?p\.?|fracc)(?!\w)"
    return Words(
        lists=lists,
        announcing=_ignoring_case(_grouped(groups)),
        office=_ignoring_case(any_of(lists.offices)),
        institution=_ignoring_case(any_of(lists.institutions)),
        named=re.compile(rf"(?:(?i:{names})\s*:\s*|(?i:{any_of(lists.introductions)})\s+)(?P<name>{NAME})"),
        lived=_ignoring_case(rf"{homes}[^\n]{{0,40}}?(?:{street}|{district})"),
        street=_ignoring_case(street),
    )


def any_of(listed: Iterable[str]) -> str:
    """Write an expression that matches any of the words, the longest first; none where there are none."""
    options = "|".join(spelt(word) for word in sorted(listed, key=len, reverse=True))
    return rf"(?<!\w)(?:{options})(?!\w)" if options else _NEVER


def spelt(word: str) -> str:
    """Write an expression of a folded word that matches it with or without its accents, and with any blanks."""
    return "".join(r"\s+" if letter == " " else _VOWELS.get(letter, re.escape(letter)) for letter in word)


def _grouped(groups: Mapping[str, Iterable[str]]) -> str:
    listed = sorted(((word, name) for name, each in groups.items() for word in each), key=lambda one: -len(one[0]))
    found: dict[str, list[str]] = {}
    for word, name in listed:
        found.setdefault(name, []).append(spelt(word))
    options = "|".join(rf"(?P<{name}>(?<!\w)(?:{'|'.join(each)})(?!\w))" for name, each in found.items())
    return options or _NEVER


def _ignoring_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
