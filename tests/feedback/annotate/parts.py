"""What a workbook was beside what came back: every part, every element, and what was added to each."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

MOVED = {"count", "priority", "activeTab", "firstSheet", "tabSelected", "localSheetId"}
"""Attributes that may change: counters, the order of formats, and which sheet is the first."""

ADDED = {
    "[Content_Types].xml": {"Override"},
    "xl/workbook.xml": {"sheet"},
    "rels": {"Relationship"},
    "styles": {"font", "fill", "border", "xf", "dxf", "dxfs"},
    "worksheets": {"conditionalFormatting", "legacyDrawing"},
    "threadedComments": {"threadedComment"},
    "comments": {"author", "comment", "r"},
    "persons": {"person"},
}


def contents(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name) for name in archive.namelist()}


def lost(before: bytes, after: bytes) -> list[str]:
    """Name what of the first workbook is not in the second, or came out otherwise than by an addition that is ours."""
    old, new = contents(before), contents(after)
    return [problem for name, part in old.items() for problem in _lost(name, part, new.get(name))]


def _lost(name: str, old: bytes, new: bytes | None) -> Iterator[str]:
    if new is None:
        yield f"{name} is gone"
    elif old != new and name.endswith(".vml"):
        shapes = re.findall(rb"<v:shape\b.*?</v:shape>", old, re.DOTALL)
        if any(shape not in new for shape in shapes):
            yield f"{name} lost a shape"
    elif old != new:
        allowed = next((tags for key, tags in ADDED.items() if key in name.lower() or key in name), None)
        if allowed is None:
            yield f"{name} changed"
        else:
            yield from _differ(name, ET.fromstring(old), ET.fromstring(new), allowed)


def _differ(path: str, old: ET.Element, new: ET.Element, allowed: set[str]) -> Iterator[str]:
    if (old.tag, (old.text or "").strip()) != (new.tag, (new.text or "").strip()):
        yield f"{path}: {old.tag} {old.text!r} became {new.tag} {new.text!r}"
    if _kept(old) != _kept(new):
        yield f"{path}: {old.tag} {old.attrib} became {new.attrib}"
    if "threaded" not in path and "comments" in path and _local(old) == "text":
        if not "".join(new.itertext()).startswith("".join(old.itertext())):
            yield f"{path}: a comment changed"
        return
    rest = list(new)
    # what there is one of was not added where it was there before
    allowed = allowed - ({"dxfs"} & set(map(_local, old)))
    for child in old:
        while rest and not _same(child, rest[0]) and _local(rest[0]) in allowed:
            rest.pop(0)
        if not rest:
            yield f"{path}: {child.tag} is gone"
            return
        yield from _differ(f"{path}/{_local(child)}", child, rest.pop(0), allowed)
    yield from (f"{path}: {extra.tag} was added" for extra in rest if _local(extra) not in allowed)


def _same(one: ET.Element, other: ET.Element) -> bool:
    if (one.tag, _kept(one)) != (other.tag, _kept(other)):
        return False
    return _local(one) == "comment" or (
        (one.text, len(one)) == (other.text, len(other)) and all(map(_same, one, other))
    )


def _kept(element: ET.Element) -> dict[str, str]:
    return {name: value for name, value in element.attrib.items() if name not in MOVED}


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
