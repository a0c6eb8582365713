"""Parts of an xlsx to the Marks of its sheets."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace

from apertura.intake.door import Admitted
from apertura.intake.sheet import NO_MARKS, Area, Marks

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_R_ID = re.compile(rb"\b\w+:id\s*=\s*[\"']([^\"']*)")
_ID = re.compile(rb"\bId\s*=\s*[\"']([^\"']*)")
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)")
_HIDDEN = rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']"
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*" + _HIDDEN + rb")[^>]*?\br\s*=\s*[\"']([0-9]+)")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b(?=[^>]*" + _HIDDEN + rb")[^>]*>")
_MIN = re.compile(rb"\bmin\s*=\s*[\"']([0-9]+)")
_MAX = re.compile(rb"\bmax\s*=\s*[\"']([0-9]+)")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*[\"']([A-Za-z]+)([0-9]+):([A-Za-z]+)([0-9]+)")
# a formula with nothing, or an empty value, after it
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>\s*)?</(?:\w+:)?c>"
)
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*>")
_ADDRESS = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]+)([0-9]+)")
_TEXT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
_LAST_COLUMN = 16_384


def xlsx_marks(archive: zipfile.ZipFile, admitted: Admitted) -> Sequence[Marks]:
    """Give the marks of each sheet named in the workbook, in its order; a sheet whose part is not there has none."""
    return [_marks_of(archive, part, admitted) for part in sheet_parts(archive)]


def _marks_of(archive: zipfile.ZipFile, part: str, admitted: Admitted) -> Marks:
    known = admitted.looks.get(part)
    if part not in archive.NameToInfo or (known and known.plain):
        return NO_MARKS
    own = _marks(admitted.large.get(part) or archive.read(part))
    return replace(own, far=admitted.far.get(part, ((),))[0])


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[str]:
    """Name the part that holds each sheet of a workbook, in its order; "" where it says none."""
    names = frozenset(archive.namelist())
    relations = "xl/_rels/workbook.xml.rels"
    targets = {}
    for found in _RELATION.findall(archive.read(relations) if relations in names else b""):
        id_, target = _ID.search(found), _TARGET.search(found)
        if id_ and target:
            targets[id_[1]] = posixpath.normpath(posixpath.join("/xl", target[1].decode("utf-8", "replace"))).lstrip(
                "/"
            )
    for found in _SHEET.findall(archive.read("xl/workbook.xml")):
        id_ = _R_ID.search(found)
        yield targets.get(id_[1], "") if id_ else ""


def _marks(xml: bytes) -> Marks:
    hidden = b"hidden" in xml
    return Marks(
        hidden_rows=frozenset(map(int, _HIDDEN_ROW.findall(xml))) if hidden else frozenset(),
        hidden_columns=frozenset(_hidden_columns(xml)) if hidden else frozenset(),
        merged=tuple(_area(*found) for found in _MERGED.findall(xml)) if b"mergeCell" in xml else (),
        uncomputed=tuple(_uncomputed(xml)) if b"<f" in xml or b":f" in xml else (),
    )


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for found in _HIDDEN_COLUMN.findall(xml):
        first, last = _MIN.search(found), _MAX.search(found)
        if first and last:
            yield from range(int(first[1]), min(int(last[1]), _LAST_COLUMN) + 1)


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Area:
    return int(top), _number(left), int(bottom), _number(right)


def _uncomputed(xml: bytes) -> Iterator[tuple[int, int]]:
    for found in _UNCOMPUTED.finditer(xml):
        cells = list(_CELL.finditer(xml, max(0, found.start() - 400), found.start()))
        address = _ADDRESS.search(cells[-1][0]) if cells else None
        # a formula whose result is an empty text was computed
        if address and not _TEXT.search(cells[-1][0]):
            yield int(address[2]), _number(address[1])


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
