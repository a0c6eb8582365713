"""NormalisedTable to CanonicalTable and issues: meaning, never names."""

from apertura.validation.known_rows import Named, known_rows
from apertura.validation.personal_data.conceal import conceal, conceal_labels, quiet_label
from apertura.validation.personal_data.hide import hide
from apertura.validation.validate import validate

__all__ = ["Named", "conceal", "conceal_labels", "hide", "known_rows", "quiet_label", "validate"]
