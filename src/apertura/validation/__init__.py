"""NormalisedTable to CanonicalTable and issues: meaning, never names."""

from apertura.validation.check_validity import check_validity
from apertura.validation.earlier import Earlier, earlier
from apertura.validation.known_rows import Named, known_rows
from apertura.validation.personal_data.conceal import conceal, conceal_labels, quiet_label
from apertura.validation.personal_data.hide import hide
from apertura.validation.validate import validate

__all__ = [
    "Earlier",
    "Named",
    "check_validity",
    "conceal",
    "conceal_labels",
    "earlier",
    "hide",
    "known_rows",
    "quiet_label",
    "validate",
]
