"""The sheet that Apertura adds to a steward's workbook, told from the steward's own."""

from collections.abc import Mapping
from types import MappingProxyType

REVIEW_TITLES: Mapping[str, str] = MappingProxyType({"es": "Revisión de Apertura", "en": "Apertura review"})
"""What its cell A1 says, by language: whoever reads the workbook again knows it by this, whatever its name."""
