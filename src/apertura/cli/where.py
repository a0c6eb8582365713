"""What was said of where the data are, to the folder that a command works in; not all can work on an object store."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apertura.errors import UsageError

CHANGING, READING = ("receive", "nightly", "publish", "approve"), ("verify",)
"""Modules of the commands that can work on an object store."""


@contextmanager
def where(arguments: argparse.Namespace) -> Iterator[Path]:
    """Yield the folder; UsageError where a command that needs one was given an object store."""
    from apertura.storage.place import address, looked_at, opened

    if address(arguments.datos) is None or arguments.module in CHANGING:
        with opened(arguments.datos) as folder:
            yield folder
    elif arguments.module in READING:
        with looked_at(arguments.datos) as folder:
            yield folder
    else:
        raise UsageError(
            "Solo «recibir», «nocturna», «publicar», «aprobar» y «verificar» trabajan en un almacén; para lo demás, "
            "copie lo que tiene a una carpeta, y dígala con --datos CARPETA."
        )
