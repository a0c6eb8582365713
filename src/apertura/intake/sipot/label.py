"""A label of a form of SIPOT to the text that it has in all its forms."""

import re
from dataclasses import dataclass

_SINCE = re.compile(r"^\s*este criterio aplica\b.*?->", re.IGNORECASE | re.DOTALL)
_CHILD = re.compile(r"\(?\s*\btabla[_ ](\d+)\s*\)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """A label without what the platform puts around it, and the number of the sub-table that it leads to, if any."""

    text: str
    child: str | None


def label(written: str) -> Label:
    """Take off since when it holds and which sub-table it leads to; commas, which downloads lose, are blanks."""
    bare = _SINCE.sub("", written)
    child = _CHILD.search(bare)
    text = _CHILD.sub("", bare).replace(",", " ")
    return Label(re.sub(r"\s+\)", ")", " ".join(text.split())), child[1] if child else None)
