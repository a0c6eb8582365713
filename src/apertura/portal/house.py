"""What every page stands on: made when the portal starts, and again when the definitions change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment
from sqlalchemy import Engine

from apertura.model.definition import Definitions
from apertura.portal.desk.bench import Bench
from apertura.portal.settings import Settings


@dataclass(frozen=True)
class House:
    """Settings, database, definitions, the bench that judges, the templates of pages, and the clock.

    ``renew`` has another take the place of this one, once the definitions are others.
    """

    settings: Settings
    engine: Engine
    definitions: Definitions
    bench: Bench
    templates: Environment
    clock: Callable[[], datetime]
    renew: Callable[[], None]
