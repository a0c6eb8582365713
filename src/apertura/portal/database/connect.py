"""Address of a database to its engine."""

from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from apertura.errors import PortalUnsetError


def connect(address: str) -> Engine:
    """Open the engine of an SQLite or PostgreSQL database; PortalUnsetError, which quotes nothing, for any other."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise PortalUnsetError("APERTURA_PORTAL_BASE no es la dirección de una base de datos.") from error
    if url.get_backend_name() == "postgresql":
        return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=10)
    if url.get_backend_name() != "sqlite":
        raise PortalUnsetError("APERTURA_PORTAL_BASE es de SQLite (sqlite:///…) o de PostgreSQL (postgresql://…).")
    engine = create_engine(url, connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    # the driver opens transactions by itself, and too late: see SQLAlchemy's page on SQLite
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    # who reads first and writes later would find that another wrote between
    connection.exec_driver_sql("BEGIN IMMEDIATE")
