"""Bytes of a text file to its text, and what had to be done to read it; None where letters are lost."""

import re
from dataclasses import dataclass

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 4_096

# what a lost accent leaves behind: the replacement sign, control codes, combining signs that Spanish has no use for,
# and DOS or Macintosh letters read as Windows signs in the middle of a word
_LOST = re.compile(
    "\ufffd|[\x80-\x9f]|[\u0304-\u0306\u0309-\u0326\u0328-\u036f]|[ÃÂ](?=[a-z])|(?<=[a-zñáéíóúü])Ã|(?<=[a-z])Ì[_\\W]"
    "|(?<=[^\\W\\d_])[¡¢£¤‚‡—–ŽŒœ˜†](?=[^\\W\\d_])"
)
_SPANISH = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡ºª°«»“”‘’–—…•·€§±×½¼¾²³´©®™\xa0\xad")
# words that are letters and question marks alone: an address has other signs as well
_QUESTIONED = re.compile(r"(?<![^\s,;|\"])[A-Za-z]*[a-z]\?[a-z][A-Za-z?]*(?![^\s,;|\"])")
_INSIDE_A_WORD = re.compile("(?<=[^\\W\\d_])[^\\w\\s'’.,;:/()\"-](?=[^\\W\\d_])")
_LONE_QUOTE = re.compile("(?<=\\w)[’‘](?!\\w)")

NAMES = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252", "mac_roman": "Mac Roman"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file, the encoding it was read by, and whether a few letters were of another, Windows-1252."""

    text: str
    encoding: str
    mixed: bool = False


def decode(content: bytes) -> Decoded | None:
    """Read bytes as text: by their mark, as UTF-16 or UTF-8, or as the one-byte encoding that gives Spanish letters.

    None where no encoding gives a text without lost letters; a guess among those that might would be silent.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _sound(content, encoding, encoding.removesuffix("-sig"))
    if (codec := wide(content)) is not None:
        return _sound(content, codec, "utf-16")
    if _is_utf8(content):
        return _sound(content, "utf-8", "utf-8")
    return _mixed(content) or _one_byte(content)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sound(content: bytes, codec: str, name: str) -> Decoded | None:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        return None
    lost = _LOST.search(_without_mojibake(text)) or (text.isascii() and len(_QUESTIONED.findall(text)) > 1)
    return None if lost else Decoded(text, name)


def wide(content: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zeros: every other byte of western letters, and no other."""
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample) or min(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _mixed(content: bytes) -> Decoded | None:
    """Read UTF-8 in which some letters are of Windows-1252, as where two files were put together."""
    text = content.decode("utf-8", "surrogateescape")
    odd = {letter for letter in set(text) if "\udc80" <= letter <= "\udcff"}
    right = {letter for letter in set(text) - odd if not letter.isascii()}
    if not odd or not right or not right <= _SPANISH:
        return None
    try:
        table = {ord(letter): bytes([ord(letter) - 0xDC00]).decode("cp1252") for letter in odd}
    except UnicodeDecodeError:
        return None
    mended = text.translate(table)
    return Decoded(mended, "utf-8", mixed=True) if _plausible(mended) else None


def _one_byte(content: bytes) -> Decoded | None:
    windows = _sound(content, "cp1252", "cp1252")
    if windows is not None and _plausible(windows.text):
        return windows
    mac = content.decode("mac_roman")
    return Decoded(mac, "mac_roman") if _plausible(mac) else windows


def _plausible(text: str) -> bool:
    """Tell whether all letters beyond ASCII are those of Spanish, where Spanish has them."""
    odd = {letter for letter in set(text) if not letter.isascii()}
    if not odd <= _SPANISH or _INSIDE_A_WORD.search(text):
        return False
    return "‘" in text or not _LONE_QUOTE.search(text)


def _without_mojibake(text: str) -> str:
    return text if "Ã" not in text and "Â" not in text and "â" not in text else mend(text)


_TWICE = re.compile("[ÂÃâÅ][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u2122€]{1,2}")


def mend(text: str) -> str:
    """Undo a second encoding (``Ã³`` is ``ó``) wherever encoding the letter again gives back what was written."""
    return _TWICE.sub(lambda found: _mended(found[0]), text)


def _mended(written: str) -> str:
    for length in (len(written), 2):
        head, rest = written[:length], written[length:]
        try:
            letter = _windows(head).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if letter in _SPANISH:
            return letter + rest
    return written


def _windows(text: str) -> bytes:
    # the five bytes that Windows-1252 leaves without a letter are read as control codes by some programs
    return b"".join(one.encode("latin-1" if "\x80" <= one <= "\x9f" else "cp1252") for one in text)
