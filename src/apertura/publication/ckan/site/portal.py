"""A portal that was asked what it is like, and what is published there: all that its verbs need."""

from dataclasses import dataclass
from pathlib import Path

from apertura.model.definition import Definitions
from apertura.publication.ckan.site.survey import Survey
from apertura.publication.ckan.wire.connection import Connection


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal and the folder catalogue that is published there.

    ``journal`` is the folder of what is known of each dataset there; ``advice`` what its administrator is asked for, a
    Spanish sentence each.
    """

    connection: Connection
    survey: Survey
    published: Path
    journal: Path
    definitions: Definitions
    advice: tuple[str, ...]
