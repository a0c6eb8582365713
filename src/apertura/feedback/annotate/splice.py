"""Additions and cuts to the bytes of an XML part; what is not named in them stays as it was, byte for byte."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from apertura.feedback.annotate.outline import Element

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Edit(NamedTuple):
    """``text`` in the place of the bytes from ``start`` to ``end``."""

    start: int
    end: int
    text: bytes


def splice(part: bytes, edits: Iterable[Edit]) -> bytes:
    """Make all edits, whose places are those of the part as given; of several at one place, in their order."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        pieces += [part[at : edit.start], edit.text]
        at = max(at, edit.end)
    return b"".join((*pieces, part[at:]))


def cut(element: Element) -> Edit:
    """Take an element out."""
    return Edit(element.start, element.after, b"")


def append(part: bytes, element: Element, xml: str) -> Edit:
    """Write ``xml`` as the last children of an element."""
    if not element.empty:
        return Edit(element.end, element.end, xml.encode())
    opened = part[element.start : element.inside - 2].rstrip()
    return Edit(element.start, element.after, opened + b">" + xml.encode() + b"</" + element.tag + b">")


def prepend(part: bytes, element: Element, xml: str) -> Edit:
    """Write ``xml`` as the first children of an element."""
    return append(part, element, xml) if element.empty else Edit(element.inside, element.inside, xml.encode())


def insert(part: bytes, root: Element, name: str, order: Sequence[str], xml: str) -> Edit:
    """Write ``xml``, an element ``name``, among the children of ``root`` where the ``order`` of its names wants it."""
    upto = set(order[: order.index(name) + 1])
    before = [child for child in root.children if child.name in upto]
    return Edit(before[-1].after, before[-1].after, xml.encode()) if before else prepend(part, root, xml)


def change(part: bytes, element: Element, **attributes: str | None) -> Iterable[Edit]:
    """Set attributes without a namespace, or take them out (None)."""
    # an element that is written as one tag is not changed twice: its children are written together with it
    for name, value in attributes.items():
        written = re.compile(rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')")
        found = written.search(part, element.start, element.inside)
        text = b"" if value is None else f" {name}={quoteattr(value)}".encode()
        at = element.start + 1 + len(element.tag)
        if found or text:
            yield Edit(*(found.span() if found else (at, at)), text)


def spoken(element: Element) -> str:
    """Declare the namespace of what is added where that of ``element`` has a prefix."""
    return f" xmlns={quoteattr(element.namespace)}" if b":" in element.tag else ""


def text(value: str) -> str:
    """Escape a text for XML, without the characters it does not admit, in the length that a cell takes."""
    return escape(_UNFIT.sub("", value)[:32_000])
