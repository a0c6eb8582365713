"""The colour of each section of a letter, alike in every form: read on white and on dark, and never the only sign."""

from collections.abc import Mapping
from types import MappingProxyType

SECTIONS: Mapping[str, str] = MappingProxyType(
    {"fix": "#c62828", "review": "#b26a00", "know": "#1565c0", "ours": "#616161"}
)
