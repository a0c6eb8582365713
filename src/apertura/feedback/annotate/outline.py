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
_CLOSING = b"</sheetData>"
_ROWS = re.compile(rb"<(?:[^\s<>/:]+:)?sheetData[\s/>]")
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


def outline(part: bytes, depth: int = 3, *, to_cells: bool = False) -> Element:
    """Read the elements of the first ``depth`` levels below the root; a sheet's rows are not looked into.

    ``to_cells``: of a sheet, only those that stand before its rows.
    """
    if to_cells and (rows := _ROWS.search(part)):
        return _read(part[: rows.start()], depth, 0, whole=False)
    # nobody is told of the cells, which are most of a sheet: the parser goes by itself to where they seem to end
    try:
        return _read(part, depth, max(0, part.rfind(_CLOSING)))
    except _AstrayError:
        return _read(part, depth, 0)


class _AstrayError(Exception):
    """What seemed to be the end of the cells was none: the text of a comment, say."""


def _read(part: bytes, depth: int, blind: int, *, whole: bool = True) -> Element:
    parser = ParserCreate(namespace_separator=" ")
    # a workbook has no use for a document type, and the entities of a hostile one have several
    parser.StartDoctypeDeclHandler = _refuse
    reader = _Reader(part, depth, parser, blind=blind > 0)
    try:
        parser.Parse(part[:blind], False)  # noqa: FBT003 - positional only
        reader.look()
        parser.Parse(part[blind:], whole)
    except ExpatError as error:
        raise NotEditableError(str(error)) from error
    if whole and reader.open:
        raise _AstrayError
    return reader.root


def _refuse(*_: object) -> None:
    raise NotEditableError("DOCTYPE")


class _Reader:
    def __init__(self, part: bytes, depth: int, parser: "XMLParserType", *, blind: bool) -> None:
        self.part, self.depth, self.parser = part, depth, parser
        self.level, self.open, self.closed = 0, list[Element](), ""
        self.look()
        self.blind = blind

    def look(self) -> None:
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.started, self.ended
        self.blind = False

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.closed:
            raise _AstrayError
        if self.level <= self.depth:
            element = self._element(name, attributes)
            if self.open:
                self.open[-1].children.append(element)
            else:
                self.root = element
            self.open.append(element)
            if element.name == _CLOSED:
                self.closed, self.parser.StartElementHandler = name, None
                if self.blind and not self._empty(element):
                    self.parser.EndElementHandler = None
        self.level += 1

    def ended(self, name: str) -> None:
        if self.closed:
            if name != self.closed:
                return
            self.closed, self.parser.StartElementHandler = "", self.started
        self.level -= 1
        if self.level <= self.depth:
            element = self.open.pop()
            empty = self._empty(element)
            element.end = element.inside if empty else self.parser.CurrentByteIndex
            element.after = element.inside if empty else self.part.index(b">", element.end) + 1

    def _empty(self, element: Element) -> bool:
        return self.part[element.inside - 2 : element.inside] == b"/>"

    def _element(self, name: str, attributes: Mapping[str, str]) -> Element:
        namespace, _, local = name.rpartition(" ")
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.part, start)
        if tag is None:
            raise NotEditableError(name)
        return Element(local, namespace, attributes, tag[1], start, tag.end())
