"""NormalisedTable to CanonicalTable and issues: meaning, never names."""

from apertura.validation.validate import validate

__all__ = ["validate"]
