"""XML part to its upper elements with their places in the bytes, so that it can be added to and stay as it was."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate

if TYPE_CHECKING:
    from pyexpat import XMLParserType

_TAG = re.compile(rb"<([^\s/>]+)(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.\-]+)[\"'][^>]*\?>")
_CLOSED = "sheetData"
_BOMS = (b"\xff\xfe", b"\xfe\xff")


class NotEditableError(Exception):
    """A package in which something cannot be added with certainty; never leaves this room."""


@dataclass(slots=True)
class Element:
    """An element: ``start`` to ``inside`` is its start tag, ``end`` to ``after`` its end tag (both 0 long if empty).

    ``name`` is local, ``namespace`` as declared; attributes of a namespace are named ``namespace local``.
    """

    name: str
    namespace: str
    attributes: Mapping[str, str]
    tag: bytes
    start: int
    inside: int
    end: int = 0
    after: int = 0
    children: list["Element"] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether it is written as one tag."""
        return self.inside == self.after

    def all(self, *path: str) -> Iterator["Element"]:
        """Descendants along a path of local names."""
        for child in self.children:
            if child.name == path[0]:
                yield from child.all(*path[1:]) if path[1:] else (child,)

    def first(self, name: str) -> "Element | None":
        """Return the first child of a name."""
        return next(self.all(name), None)


def plain(part: bytes) -> bytes:
    """Return the part in UTF-8, as it is where it already was."""
    declared = _DECLARED.match(part)
    encoding = "utf-16" if part.startswith(_BOMS) else declared[1].decode().lower() if declared else "utf-8"
    if encoding in ("utf-8", "us-ascii", "ascii"):
        return part
    try:
        text = part.decode(encoding)
    except (LookupError, ValueError) as error:
        raise NotEditableError(encoding) from error
    return re.sub(
        r"^\ufeff?\s*<\?xml[^>]*\?>", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', text
    ).encode()


def outline(part: bytes, depth: int = 3) -> Element:
    """Read the elements of the first ``depth`` levels below the root; a sheet's rows are not looked into."""
    parser = ParserCreate(namespace_separator=" ")
    # a workbook has no use for a document type, and the entities of a hostile one have several
    parser.StartDoctypeDeclHandler = _refuse
    reader = _Reader(part, depth, parser)
    try:
        parser.Parse(part, True)  # noqa: FBT003 - positional only
    except ExpatError as error:
        raise NotEditableError(str(error)) from error
    return reader.root


def _refuse(*_: object) -> None:
    raise NotEditableError("DOCTYPE")


class _Reader:
    def __init__(self, part: bytes, depth: int, parser: "XMLParserType") -> None:
        self.part, self.depth, self.parser = part, depth, parser
        self.level, self.open, self.closed = 0, list[Element](), ""
        parser.StartElementHandler, parser.EndElementHandler = self.started, self.ended

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.level <= self.depth:
            element = self._element(name, attributes)
            if self.open:
                self.open[-1].children.append(element)
            else:
                self.root = element
            self.open.append(element)
            if element.name == _CLOSED:
                self.closed, self.parser.StartElementHandler = name, None
        self.level += 1

    def ended(self, name: str) -> None:
        if self.closed:
            if name != self.closed:
                return
            self.closed, self.parser.StartElementHandler = "", self.started
        self.level -= 1
        if self.level <= self.depth:
            element = self.open.pop()
            empty = self.part[element.inside - 2 : element.inside] == b"/>"
            element.end = element.inside if empty else self.parser.CurrentByteIndex
            element.after = element.inside if empty else self.part.index(b">", element.end) + 1

    def _element(self, name: str, attributes: Mapping[str, str]) -> Element:
        namespace, _, local = name.rpartition(" ")
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.part, start)
        if tag is None:
            raise NotEditableError(name)
        return Element(local, namespace, attributes, tag[1], start, tag.end())
