"""NormalisedTable to CanonicalTable and issues: meaning, never names."""

from apertura.validation.known_rows import Named, known_rows
from apertura.validation.validate import validate

__all__ = ["Named", "known_rows", "validate"]
