"""A file of ``schemas/`` to its value, with the line of everything in it."""
