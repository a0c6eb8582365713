"""Accepted tables to an immutable dataset version: assembled, compared, numbered, written."""

from apertura.release.assemble import assemble

__all__ = ["assemble"]
