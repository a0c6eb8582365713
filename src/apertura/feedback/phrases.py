"""Language to the fixed phrases of the answers, with their plurals, dates and numbers."""

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from importlib import resources

from apertura.model.calendar import CENTRAL_MEXICO

CATALOGUE = "locale/{language}/LC_MESSAGES/{name}.po"
LOCALES = {"es": "es_MX", "en": "en"}


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language: ``texts`` has one form per id, or one for each plural that ``plural`` tells."""

    language: str
    texts: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]

    def say(self, id_: str, n: int | None = None, **details: str) -> str:
        """Return the phrase with its details in place, in the form that ``n`` asks for; KeyError for an unknown id."""
        forms = self.texts[id_]
        if n is None:
            return forms[0].format(**details)
        form = forms[self.plural(n)] if len(forms) > 1 else forms[0]
        return form.format(n=self.number(n), **details)

    def variant(self, id_: str, channel: str) -> str:
        """Return the id of the phrase as said to who came by a channel: ``id.channel`` if there is one, else ``id``."""
        said = f"{id_}.{channel}"
        return said if said in self.texts else id_

    def number(self, n: int) -> str:
        """Write a whole number with its thousands apart: 1,234."""
        return _number(n, LOCALES[self.language])

    def day(self, day: date) -> str:
        """Write a date in full: 15 de marzo de 2024."""
        return _day(day, LOCALES[self.language])

    def instant(self, instant: datetime) -> tuple[str, str]:
        """Write an instant as date and time of the clock in central Mexico."""
        local = instant.astimezone(CENTRAL_MEXICO)
        return self.day(local.date()), f"{local:%H:%M}"


@cache
def phrases(language: str, name: str = "carta") -> Phrases:
    """Read the phrases of a language from one of the package's own catalogues."""
    from babel.messages.pofile import read_po

    source = resources.files("apertura").joinpath(CATALOGUE.format(language=language, name=name))
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=language)
    texts = {_id(message.id): _forms(message.string or "") for message in catalogue if message.id}
    return Phrases(language=language, texts=texts, plural=gettext.c2py(catalogue.plural_expr))


@lru_cache(maxsize=1024)
def _day(day: date, locale: str) -> str:
    from babel.dates import format_date

    return format_date(day, "long", locale=locale)


@lru_cache(maxsize=4096)
def _number(n: int, locale: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(n, locale=locale)


def _id(said: str | list[str] | tuple[str, ...]) -> str:
    return said if isinstance(said, str) else said[0]


def _forms(said: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)
