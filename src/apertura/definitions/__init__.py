"""``schemas/`` to Definitions; refuses anything unknown or inconsistent."""

from apertura.definitions.lint import lint
from apertura.definitions.load import load

__all__ = ["lint", "load"]
