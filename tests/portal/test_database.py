"""The database: both kinds, there and back."""

from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from apertura.errors import PortalUnsetError
from apertura.portal.database.connect import connect
from apertura.portal.database.migrate import ensure_current, migrate
from apertura.portal.database.tables import metadata

pytestmark = pytest.mark.long
KINDS = ["sqlite", "postgresql"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_step_goes_there_and_back_and_ends_in_what_the_tables_say(
    kind: str, fresh_database: Callable[[str], str]
) -> None:
    engine = connect(fresh_database(kind))
    with pytest.raises(PortalUnsetError, match="apertura portal migrar"):
        ensure_current(engine)
    for _ in range(2):
        migrate(engine)
        ensure_current(engine)
        with engine.begin() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []
        migrate(engine)
        migrate(engine, "base")
        assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()


@pytest.mark.parametrize("address", ["mysql://a@b/c", "esto no es nada", "sqlite"])
def test_another_kind_of_database_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(PortalUnsetError, match="APERTURA_PORTAL_BASE"):
        connect(address)
