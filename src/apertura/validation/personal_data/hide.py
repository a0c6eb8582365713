"""Text to the same text with what looks like personal data hidden, whatever its digits say."""

import re
import traceback

from apertura.model.personal_data import HIDDEN, PersonalKind, PersonalLists
from apertura.validation.personal_data.shapes import SHAPES
from apertura.validation.personal_data.verify import compact, whole

_WORTH_A_LOOK = re.compile(r"@|(?:\d\D{0,3}){9}|[A-Za-zÑñ&]{4}[ -]?\d{6}")
_LISTS = PersonalLists(banks=frozenset(f"{number:03}" for number in range(1, 1000)))
_BY_SHAPE = (PersonalKind.CORREO, PersonalKind.CURP, PersonalKind.CLAVE_ELECTOR)
_BY_DIGITS = (PersonalKind.CREDENCIAL, PersonalKind.CLABE, PersonalKind.NSS, PersonalKind.TELEFONO)


def hide(text: str) -> str:
    """Replace what has the shape of personal data; it need not be any, for to hide too much does no harm.

    E-mail addresses, CURPs, RFCs of natural persons and voters' keys by their shape alone, even with a wrong check
    digit or of an office; numbers only if they could be what they look like, for a folio must stay legible.
    """
    if not _WORTH_A_LOOK.search(text):
        return text
    for kind in _BY_SHAPE:
        text = SHAPES[kind].sub(HIDDEN, text)
    text = SHAPES[PersonalKind.RFC].sub(lambda match: HIDDEN if len(compact(match[0])) == 13 else match[0], text)
    for kind in _BY_DIGITS:
        text = _hide_sound(kind, text)
    return text


def hidden_trace() -> str:
    """Write the trace of the exception at hand, whose words may be those of a cell."""
    return hide(traceback.format_exc())


def _hide_sound(kind: PersonalKind, text: str) -> str:
    return SHAPES[kind].sub(lambda match: HIDDEN if whole(kind, match[0].replace("+", ""), _LISTS) else match[0], text)
