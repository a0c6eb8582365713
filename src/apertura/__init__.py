"""Progress spreadsheets of Mexico's transparency bodies, received, checked and published as open data.

For researchers: ``apertura.abrir`` gives a published table, and ``apertura.rastrear`` says where a row of it came from.
"""

import importlib

__version__ = "0.1.0"

_READER = ("Procedencia", "abrir", "rastrear")


def __getattr__(name: str) -> object:
    """Import what reads published tables when it is first asked for: it brings heavy libraries."""
    if name in _READER:
        return getattr(importlib.import_module("apertura.reader"), name)
    raise AttributeError(f"module 'apertura' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List what is there, imported or not."""
    return sorted([*globals(), *_READER])
