"""Nothing to a database in memory that reaches no file, no network and no setting of its own."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

MEMORY = "512MB"
"""Most that a query may use; past it, it fails, for there is no disk to go on with."""

_SETTINGS: Mapping[str, str] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",
    "memory_limit": MEMORY,
    # the order in which rows are met, and with it every tie and every sum, is that of the sources
    "threads": "1",
    "lock_configuration": "true",
}


def open_database() -> "duckdb.DuckDBPyConnection":
    """Open an empty database, whatever a query says of files, addresses, extensions or settings (duckdb.Error)."""
    import duckdb

    return duckdb.connect(":memory:", config=dict(_SETTINGS))


def ask(database: "duckdb.DuckDBPyConnection", sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Run a statement to its end and return its rows."""
    return database.execute(sql, list(parameters)).fetchall()


def quoted(name: str) -> str:
    """Write a name as SQL does where it may be anything."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
