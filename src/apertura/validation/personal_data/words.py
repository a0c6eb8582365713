"""The words of ``schemas/datos_personales/`` to expressions that find them, whatever their case and accents."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from apertura.model.personal_data import PersonalKind, PersonalLists

OTHER = "OTHER"
"""What a word announces that is another number: a file's, a contract's, an invoice's."""

_VOWELS = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]", "n": "[nñ]"}
_NEVER = "[^\\s\\S]"
_CAPITALISED = r"(?:[A-ZÁÉÍÓÚÜÑ][a-záéíóúüñ']+|[A-ZÁÉÍÓÚÜÑ]{2,})"
_DISTRICT = r"[^\n;]{1,60}?(?<!\d)\d{1,5}(?!\d)[^\n;]{1,40}?(?<!\w)(?:col\.|colonia|c\.?\s?p\.?|fracc)(?!\w)"
NAME = rf"{_CAPITALISED}(?:\s+(?:(?i:de|del|la|las|los|y)\s+){{0,2}}{_CAPITALISED}){{1,5}}"
"""Two to six words with capitals, with *de*, *del*, *la*, *las*, *los* and *y* between them."""


@dataclass(frozen=True, eq=False)
class Words:
    """Lists, each compiled when it is first looked for, once for all the tables of a run (``words``).

    Two are the same when they are one.
    """

    lists: PersonalLists

    @cached_property
    def announcing(self) -> re.Pattern[str]:
        """What announces a number, with one group per kind, named as its enum member, and OTHER."""
        groups: dict[str, Iterable[str]] = {kind.name: listed for kind, listed in self.lists.labels.items()}
        groups[OTHER] = self.lists.others
        return _ignoring_case(_grouped(groups))

    @cached_property
    def office(self) -> re.Pattern[str]:
        """Words of an office, which is nobody's home."""
        return _ignoring_case(any_of(self.lists.offices))

    @cached_property
    def institution(self) -> re.Pattern[str]:
        """How the name of an institution begins."""
        return _ignoring_case(any_of(self.lists.institutions))

    @cached_property
    def named(self) -> re.Pattern[str]:
        """What announces a name, together with it."""
        names, introductions = self._announcing(PersonalKind.NOMBRE), any_of(self.lists.introductions)
        return re.compile(rf"(?:(?i:{names})\s*:\s*|(?i:{introductions})\s+)(?P<name>{NAME})")

    @cached_property
    def lived(self) -> re.Pattern[str]:
        """What announces a home, together with it."""
        homes = self._announcing(PersonalKind.DOMICILIO)
        return _ignoring_case(rf"{homes}[^\n]{{0,40}}?(?:{self._street}|{_DISTRICT})")

    @cached_property
    def street(self) -> re.Pattern[str]:
        """Match a street with its number."""
        return _ignoring_case(self._street)

    def announced(self, text: str) -> str | None:
        """Return what the last word of ``text`` that announces anything announces: a member's name, or OTHER."""
        found = list(self.announcing.finditer(text))
        return found[-1].lastgroup if found else None

    def _announcing(self, kind: PersonalKind) -> str:
        return any_of(self.lists.labels.get(kind, ()))

    @property
    def _street(self) -> str:
        return rf"{any_of(self.lists.streets)}\.?\s[^\n;]{{1,60}}?(?<!\d)\d{{1,5}}(?!\d)"


@lru_cache(maxsize=4)
def words(lists: PersonalLists) -> Words:
    """Give the lists as expressions, the same ones for all the tables of a run."""
    return Words(lists)


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
