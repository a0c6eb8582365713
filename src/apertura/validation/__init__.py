"""NormalisedTable to CanonicalTable and issues: meaning, never names."""

from apertura.validation.known_rows import Named, known_rows
from apertura.validation.personal_data.conceal import conceal
from apertura.validation.personal_data.hide import hide
from apertura.validation.validate import validate

__all__ = ["Named", "conceal", "hide", "known_rows", "validate"]
