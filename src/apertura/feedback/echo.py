"""Text from a file to text that is safe to show: one line, no control characters, not too long."""

import unicodedata

SHOWN = 80
"""Characters shown of a value."""

LISTED = 400
"""Characters shown of a list: options, headings found."""

_BLANK = frozenset({"Cc", "Zs", "Zl", "Zp"})
_UNSEEN = frozenset({"Cf", "Cs", "Co", "Cn"})


def echo(text: str, limit: int = SHOWN) -> str:
    """Return what of a text may be shown; every value that leaves in an answer passes through here.

    Line breaks, tabs and control characters become single spaces; characters that are not seen, or that turn the
    direction of writing, are dropped; what looks like personal data is hidden (an answer is filed and forwarded); what
    goes over ``limit`` characters is cut and ends in ``…``.
    """
    from apertura.validation.personal_data.hide import hide

    # so much blank before what is shown is nobody's meaning; the rest is not even looked at
    start = text[: limit * 8]
    seen = start if start.isprintable() else "".join(_character(letter) for letter in start)
    line = hide(" ".join(seen.split()))
    return line if len(line) <= limit and len(text) == len(start) else f"{line[: limit - 1].rstrip()}…"


def _character(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in _BLANK:
        return " "
    return "" if category in _UNSEEN else letter
