"""Numbers with what people write around them (money, units, shares) to plain numerals."""

import re
from collections.abc import Sequence
from decimal import Decimal

from apertura.model.text import fold

_NUMERAL = r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MONEY = re.compile(
    rf"(?P<paren>\()?(?P<sign>[-+])?(?:mxn|mx\$|\$ ?mxn|\$|pesos)? ?(?P<minus>-)?(?P<number>{_NUMERAL})"
    r" ?(?:mxn|m\. ?n\.?|mn|pesos(?: mexicanos)?(?: m\. ?n\.?)?)?(?(paren)\))",
    re.ASCII,
)
_WITH_UNIT = re.compile(r"(?P<number>[-+]?(?:[1-9]\d{0,2}(?:,\d{3})+|\d+))(?:\.0+)? ?(?P<unit>[^\W\d_][^\d]*)")
_SHARE = re.compile(r"\d(?:\.\d+)?|\.\d+", re.ASCII)
_PERCENTAGE = re.compile(r"(\d+(?:\.\d+)?) ?%", re.ASCII)


def read_money(text: str) -> str | None:
    """Read an amount of pesos: ``$1,234.50``, ``MXN 1,234.50``, ``1,234.50 M.N.``, ``(1,234.50)`` below zero.

    None for another currency, and where a comma may be a decimal sign.
    """
    found = _MONEY.fullmatch(fold(text))
    if found is None:
        return None
    negative = bool(found["paren"]) + (found["sign"] == "-") + bool(found["minus"])
    if negative > 1:
        return None
    return ("-" if negative else "") + found["number"].replace(",", "")


def read_units(texts: Sequence[str]) -> dict[str, str]:
    """Read whole numbers followed by their unit (``17 días``), where one unit serves the whole column, else none."""
    found = {text: match for text in texts if (match := _WITH_UNIT.fullmatch(text)) is not None}
    units = {_singular(match["unit"]) for match in found.values()}
    if len(units) > 1:
        return {}
    return {text: match["number"].replace(",", "") for text, match in found.items()}


def read_share(text: str) -> str | None:
    """Read a share from 0 to 1 as the percentage that it is, digit by digit: ``0.07`` is ``7``; None: no share."""
    percentage = _PERCENTAGE.fullmatch(text)
    if percentage is not None:
        return percentage[1]
    if _SHARE.fullmatch(text) is None or Decimal(text) > 1:
        return None
    shown = f"{Decimal(text) * 100:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _singular(unit: str) -> str:
    return " ".join(word.rstrip(".").removesuffix("s") for word in fold(unit).split())
