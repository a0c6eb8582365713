"""A database to another shape of it: the present one, or an earlier one."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from apertura.errors import PortalUnsetError


def migrate(engine: Engine, to: str = "head") -> None:
    """Take the database to a revision, forwards or, where it is an earlier one or ``base``, backwards."""
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        if to == "head" or _is_ahead(to, MigrationContext.configure(connection).get_current_revision()):
            command.upgrade(config, to)
        else:
            command.downgrade(config, to)


def ensure_current(engine: Engine) -> None:
    """Raise PortalUnsetError where the database is not in its present shape."""
    with engine.connect() as connection:
        there = MigrationContext.configure(connection).get_current_revision()
    if there != ScriptDirectory.from_config(_config()).get_current_head():
        raise PortalUnsetError("La base de datos del portal no está al día. Póngala así: apertura portal migrar")


def _is_ahead(to: str, present: str | None) -> bool:
    if to == "base":
        return False
    steps = [step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()]
    return present is None or steps.index(to) < steps.index(present)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return config
