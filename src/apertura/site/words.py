"""Id to what a reader of the site sees, in Spanish or English, in the right number."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from apertura.model.calendar import day_of

LANGUAGES = ("es", "en")
_LOCALES = {"es": "es_MX", "en": "en_US"}


def teller(language: str) -> Callable[..., str]:
    """Return the function that says a phrase of the site in a language; KeyError for an unknown id."""
    phrases = _phrases(language)

    def tell(id_: str, n: int | None = None, **details: object) -> str:
        forms = phrases[id_]
        chosen = forms[0] if n is None else forms[n != 1]
        return chosen.format(n="" if n is None else number(n, language), **details)

    return tell


def number(value: float | int, language: str) -> str:
    """Write a number as a reader of the language does: ``3,472``, ``41.40``."""
    form = "#,##0" if isinstance(value, int) else "#,##0.00"
    return str(format_decimal(value, locale=_LOCALES[language], format=form))


def day(text: str, language: str) -> str:
    """Write an ISO date, or the day an instant was in central Mexico, as ``27 de noviembre de 2026``."""
    when = day_of(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text)
    return str(format_date(when, "long", locale=_LOCALES[language]))


def size(count: int, language: str) -> str:
    """Write how much a file takes: ``812 B``, ``45 kB``, ``1.2 MB``."""
    for unit, of, form in (("MB", 1_000_000, "#,##0.#"), ("kB", 1_000, "#,##0")):
        if count >= of:
            return f"{format_decimal(count / of, locale=_LOCALES[language], format=form)} {unit}"
    return f"{count} B"


@cache
def _phrases(language: str) -> Mapping[str, tuple[str, ...]]:
    with resources.files("apertura").joinpath("locale", language, "LC_MESSAGES/sitio.po").open("rb") as file:
        return {
            message.id if isinstance(message.id, str) else message.id[0]: (message.string,)
            if isinstance(message.string, str)
            else tuple(message.string or ())
            for message in read_po(file)
            if message.id
        }
