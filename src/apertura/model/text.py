"""Text to the form in which two ways of writing the same thing are equal."""

import re
import unicodedata
from functools import lru_cache

_ZERO_WIDTH = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), " ")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Drop case, accents and the differences between blanks: ``" Número  de FOLIO "`` is ``"numero de folio"``.

    Compatibility forms are unified (NFKD: ``ª`` is ``a``, ``１`` is ``1``); any run of blanks, no-break, zero-width and
    line breaks included, is one space; none at the ends. Folding twice is folding once.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SPACES.sub(" ", bare.translate(_ZERO_WIDTH)).strip()
