"""`apertura portal`: the stewards' portal, which takes the place of this process."""

import argparse
import importlib.util
import os
import sys

from apertura.cli.exits import Exit
from apertura.errors import UsageError

_NEEDED = ("alembic", "argon2", "multipart", "pyotp", "sqlalchemy", "starlette", "uvicorn")


def run(arguments: argparse.Namespace) -> Exit:
    """Start it with what was said."""
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        raise UsageError("El portal necesita más bibliotecas. Instálelas así: pip install 'apertura[portal]'")
    said = {
        "--datos": arguments.datos,
        "--esquemas": arguments.esquemas,
        "--escuchar": arguments.escuchar,
        "--correo": arguments.correo,
        "--papel": arguments.papel,
        "--organismo": arguments.organismo,
    }
    words = [word for name, value in said.items() if value is not None for word in (name, str(value))]
    command = [sys.executable, "-P", "-m", "apertura.portal", arguments.orden, *words]
    os.execv(sys.executable, command)  # noqa: S606 - ourselves, with words that no shell reads
