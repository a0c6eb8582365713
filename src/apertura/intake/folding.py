"""Short texts that come again with every file (headings, aliases, written values), folded once."""

from functools import lru_cache

from apertura.model.text import fold

folding = lru_cache(maxsize=16_384)(fold)
"""``apertura.model.text.fold``, remembering its last answers."""
