"""What every page stands on: made once, when the portal starts."""

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
    """Settings, database, definitions, the bench that judges, the templates of pages, and the clock."""

    settings: Settings
    engine: Engine
    definitions: Definitions
    bench: Bench
    templates: Environment
    clock: Callable[[], datetime]
