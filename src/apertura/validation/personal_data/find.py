"""One text to the personal data in it: candidates by their shape, judged by their digits and by the words before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apertura.model.personal_data import PersonalKind
from apertura.validation.personal_data.shapes import LINK, SHAPES
from apertura.validation.personal_data.verify import compact, plausible, whole
from apertura.validation.personal_data.words import NAME, Words

BEFORE, AFTER = 48, 24
"""Characters before and after a number in which words say what it is."""

_ANYWHERE = frozenset({PersonalKind.CURP, PersonalKind.CLAVE_ELECTOR})
_DIGITS = re.compile(r"[\d\s-]+")
_WHOLE_CELL = re.compile(rf"\s*{NAME}\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """A kind of personal data in a text; not ``sure`` where only the rest of its column can tell."""

    kind: PersonalKind
    sure: bool = True


def find(text: str, words: Words, column: str | None) -> frozenset[Found]:
    """Find what a text holds; ``column`` is what the name of its column announces, as ``Words.announced`` says it.

    A number that words announce needs its shape, date and state; one that nothing announces needs its check digit too;
    one that other words announce (*folio*, *expediente*…) is another number, unless nothing else is written that way.
    """
    return frozenset((*_numbers(text, words, column), *_mails(text, words), *_persons(text, words, column)))


def _numbers(text: str, words: Words, column: str | None) -> Iterator[Found]:
    links = [match.span() for match in LINK.finditer(text)]
    for kind, shape in SHAPES.items():
        if kind is PersonalKind.CORREO:
            continue
        for match in shape.finditer(text):
            # most numbers written like one are none, and what stands before them need not be read
            if kind is PersonalKind.TELEFONO and not plausible(kind, _dialled(match), words.lists):
                continue
            announced = words.announced(text[max(0, match.start() - BEFORE) : match.start()]) or column
            in_link = any(start <= match.start() < end for start, end in links)
            if in_link and kind not in _ANYWHERE:
                continue
            if _taken(kind, match, announced, words):
                sure = kind is not PersonalKind.NSS or announced == kind.name
                if sure or match[0] == text.strip():
                    yield Found(kind, sure)


def _taken(kind: PersonalKind, match: re.Match[str], announced: str | None, words: Words) -> bool:
    if kind is PersonalKind.TELEFONO:
        return _telephone(match, announced, words)
    if announced == kind.name:
        return plausible(kind, match[0], words.lists)
    return (announced is None or kind in _ANYWHERE) and whole(kind, match[0], words.lists)


def _telephone(match: re.Match[str], announced: str | None, words: Words) -> bool:
    """Take a plausible number of ten digits together only where words say so, and an office's for nobody's."""
    text, start, end = match.string, match.start(), match.end()
    dialled = _dialled(match)
    around = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    if any(words.office.search(side) for side in around):
        return False
    if announced == PersonalKind.TELEFONO.name:
        return True
    abroad, apart = match[0].startswith("+"), not match[0].isdigit() and announced is None
    return (abroad or apart) and whole(PersonalKind.TELEFONO, dialled, words.lists)


def _dialled(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match[0])


def _mails(text: str, words: Words) -> Iterator[Found]:
    for match in SHAPES[PersonalKind.CORREO].finditer(text) if "@" in text else ():
        labels = match[0].rpartition("@")[2].lower().split(".")
        if not any(".".join(labels[at:]) in words.lists.domains for at in range(len(labels))):
            yield Found(PersonalKind.CORREO)


def _persons(text: str, words: Words, column: str | None) -> Iterator[Found]:
    if words.lived.search(text) or (column == PersonalKind.DOMICILIO.name and words.street.search(text)):
        yield Found(PersonalKind.DOMICILIO)
    names = [match["name"] for match in words.named.finditer(text)]
    if column == PersonalKind.NOMBRE.name and _WHOLE_CELL.fullmatch(text):
        names.append(text.strip())
    if any(not words.institution.match(name) for name in names):
        yield Found(PersonalKind.NOMBRE)


def digits(text: str) -> str:
    """Digits of a cell that holds nothing else but blanks and hyphens, else nothing."""
    return compact(text) if _DIGITS.fullmatch(text) else ""
