"""NormalisedTable to CanonicalTable and issues: meaning, never names."""

from apertura.validation.check_validity import check_validity
from apertura.validation.earlier import Earlier, earlier
from apertura.validation.known_rows import Named, known_rows
from apertura.validation.validate import validate

__all__ = ["Earlier", "Named", "check_validity", "earlier", "known_rows", "validate"]
