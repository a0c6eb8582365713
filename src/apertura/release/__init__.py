"""Accepted tables, or published ones, to an immutable dataset version: assembled, compared, numbered, written."""

from apertura.release.assemble import assemble
from apertura.release.derived.derive import derive
from apertura.release.standing import standing

__all__ = ["assemble", "derive", "standing"]
