"""Accepted tables to an immutable dataset version: assembled, compared, numbered, written."""

from apertura.release.assemble import assemble
from apertura.release.standing import standing

__all__ = ["assemble", "standing"]
