"""A path, a rule and a page to a route: the only way there is to add one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from starlette.responses import Response

from apertura.portal.security.rules import Rule
from apertura.portal.security.visit import Done, Visit

Page: TypeAlias = Callable[[Visit], Response | Done]


@dataclass(frozen=True)
class Door:
    """A door: what it is called in the log, its method and path, who may open it, and the page behind it.

    ``takes_file``: its form has one. ``many``: its form may have hundreds
    of fields. ``noted``: opening it is an act, as sending any form is.
    """

    name: str
    method: str
    path: str
    rule: Rule
    page: Page
    takes_file: bool = False
    noted: bool = False
    many: bool = False

    def __post_init__(self) -> None:
        if self.rule.of_body != ("{garante}" in self.path):
            raise ValueError(f"{self.name}: una regla sobre un organismo, y una dirección que lo nombra, van juntas")
