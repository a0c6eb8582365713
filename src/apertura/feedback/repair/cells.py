"""A sheet's part and new values of some of its cells to the same part with those cells changed, and nothing else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers.expat import ParserCreate
from xml.sax.saxutils import escape, quoteattr

from apertura.feedback.annotate.outline import NotEditableError
from apertura.feedback.annotate.splice import Edit, splice
from apertura.model.repair import Repair

_ALONE = re.compile(rb"<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/>")


@dataclass(slots=True)
class _Cell:
    """Where a cell stands in the bytes, its tag as written, its attributes, and whether it is a formula."""

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str]
    formula: bool = False


def change_cells(part: bytes, repairs: Mapping[str, Repair]) -> tuple[bytes, frozenset[str]]:
    """Write each repair into its cell, which keeps its format; also gives the addresses of those that were changed.

    A formula is left as it is: what it computes is mended where it computes it from. A cell without its address is not
    found. Raises NotEditableError for what is no XML.
    """
    found = [cell for cell in _cells(part, repairs) if not cell.formula]
    edits = [Edit(cell.start, cell.end, _written(cell, repairs[cell.attributes["r"]])) for cell in found]
    return splice(part, edits), frozenset(cell.attributes["r"] for cell in found)


def _cells(part: bytes, wanted: Mapping[str, Repair]) -> Iterator[_Cell]:
    parser = ParserCreate()
    done: list[_Cell] = []
    open_: list[_Cell] = []

    def started(name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c" and attributes.get("r") in wanted:
            open_.append(_Cell(parser.CurrentByteIndex, 0, name, dict(attributes)))
        elif open_ and local == "f":
            open_[-1].formula = True

    def ended(name: str) -> None:
        if open_ and name == open_[-1].tag:
            cell = open_.pop()
            # an element that is written as one tag ends where that does
            alone = _ALONE.match(part, cell.start)
            cell.end = alone.end() if alone else part.index(b">", parser.CurrentByteIndex) + 1
            done.append(cell)

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(part, True)  # noqa: FBT003 - positional only
    yield from done


def _refuse(*_: object) -> None:
    raise NotEditableError("DOCTYPE")


def _written(cell: _Cell, repair: Repair) -> bytes:
    prefix = cell.tag[:-1]
    kept = {name: value for name, value in cell.attributes.items() if name not in ("t", "cm", "vm")}
    own = "".join(f" {name}={quoteattr(value)}" for name, value in kept.items())
    if repair.number:
        return f"<{cell.tag}{own}><{prefix}v>{repair.after}</{prefix}v></{cell.tag}>".encode()
    text = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(repair.after)}</{prefix}t></{prefix}is>'
    return f'<{cell.tag}{own} t="inlineStr">{text}</{cell.tag}>'.encode()
