"""Accepted tables, or published ones, to an immutable dataset version: assembled, compared, numbered, written."""
