"""The templates of pages, and what they can say: dates, numbers, how long ago."""

from datetime import date, datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from apertura.feedback.phrases import phrases
from apertura.model.calendar import CENTRAL_MEXICO
from apertura.model.definition import Definitions
from apertura.portal.static_files import still_address


def templates(definitions: Definitions) -> Environment:
    """Set the templates up: everything is escaped, and what a page lacks is an error."""
    environment = Environment(
        loader=PackageLoader("apertura.portal"),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(definitions=definitions, still=still_address)
    environment.filters |= {"n": number, "day": day, "instant": instant, "left": left, "size": size}
    return environment


def number(value: int) -> str:
    """Write a whole number with its thousands apart."""
    return phrases("es").number(value)


def day(value: date) -> str:
    """Write a date in full."""
    return phrases("es").day(value)


def instant(value: datetime | str) -> str:
    """Write an instant as day and hour of central Mexico: ``15/04/2024 18:00``."""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{when.astimezone(CENTRAL_MEXICO):%d/%m/%Y %H:%M}"


def left(days: int) -> str:
    """Write how many days are left, or how long ago there were none."""
    if days == 0:
        return "vence hoy"
    if abs(days) == 1:
        return "vence mañana" if days > 0 else "venció ayer"
    return f"vence en {number(days)} días" if days > 0 else f"venció hace {number(-days)} días"


def size(count: int) -> str:
    """Write how much a file takes."""
    return f"{count / 2**20:,.1f} MB" if count >= 2**20 else f"{max(1, round(count / 2**10)):,} kB"
