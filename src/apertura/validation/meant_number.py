"""Text that is no number to the one number that it was probably meant to be."""

import re
from decimal import Decimal

from apertura.intake.quantities import read_money
from apertura.model.definition import Field
from apertura.model.suggestion import EITHER, SAME, SLIP, Suggestion
from apertura.validation.tableschema.literal import literal

LONGEST = 40
"""Characters of a text that may be a number."""

_BLANK_BETWEEN = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}(?![0-9]))")
_OTHER_MARKS = str.maketrans(",.", ".,")


def meant_number(field: Field, text: str) -> Suggestion | None:
    """Suggest the number that a text of a field is without marks between thousands, or with a point for its comma.

    ``1.234,50`` and ``45,5`` are read one way only; a whole number with one point before three digits may be either of
    two. The name of the peso is left out, that of no other money. None for what the field would not hold either.
    """
    if field.descriptor.get("decimalChar", ".") != "." or len(text) > LONGEST:
        return None
    found = _read(text.strip(), whole=field.type == "integer")
    return found if found and found.text != text.strip() and _held(field, Decimal(found.text)) else None


def share(text: str, decimals: int | None) -> str | None:
    """Give the share from 0 to 1 that a percentage is, with its sign or, past 1, without: ``46`` is ``0.46``.

    None for what is no such percentage, and where the share would need more decimals than the field has.
    """
    found = re.fullmatch(r"\s*([0-9]{1,3}(?:\.[0-9]{1,15})?)\s*(%?)\s*", text)
    if not found:
        return None
    percentage = Decimal(found[1])
    meant = f"{percentage / 100:f}".rstrip("0").rstrip(".") or "0"
    fits = decimals is None or len(meant.partition(".")[2]) <= decimals
    return meant if fits and percentage <= 100 and (percentage > 1 or found[2]) else None


def _read(written: str, *, whole: bool) -> Suggestion | None:
    if whole and (integral := re.fullmatch(r"(-?[0-9]+)\.0+", written)):
        return Suggestion(integral[1], SAME)
    if whole and re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", written):
        return Suggestion(written.replace(".", ""), EITHER)
    grouped = _BLANK_BETWEEN.sub(",", written)
    spellings = (
        written,
        written.translate(_OTHER_MARKS),
        grouped,
        _BLANK_BETWEEN.sub(".", written).translate(_OTHER_MARKS),
    )
    meant = next(filter(None, map(read_money, spellings)), None)
    return Suggestion(meant, SLIP) if meant else None


def _held(field: Field, number: Decimal) -> bool:
    """Whether the field would take the number."""
    decimals = max(0, -int(number.normalize().as_tuple().exponent))
    most = 0 if field.type == "integer" else field.decimals
    lowest, highest = (literal(field, field.constraints.get(name)) for name in ("minimum", "maximum"))
    above = not isinstance(lowest, int | Decimal) or number >= lowest
    below = not isinstance(highest, int | Decimal) or number <= highest
    return above and below and (most is None or decimals <= most)
