"""Workbook part to the places of its sheets, and to a workbook with one sheet more, the first."""

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from apertura.feedback.annotate.outline import Element, NotEditableError, outline
from apertura.feedback.annotate.package import BOOK, Package
from apertura.feedback.annotate.splice import Edit, change, prepend, splice, spoken
from apertura.model.review import REVIEW_TITLES

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LONGEST = 31
_USUAL = ("Revisi", "Review")
_A1 = re.compile(rb"<(?:\w+:)?c\s[^>]*\br=\"A1\".*?</(?:\w+:)?c>", re.DOTALL)


def sheets(package: Package) -> Mapping[str, str]:
    """Give, by name and in their order, the part of each worksheet."""
    parts = {relation.id: relation.target for relation in package.relations(BOOK) if relation.kind == "worksheet"}
    found = {}
    for sheet in outline(package.read(BOOK)).all("sheets", "sheet"):
        ids = [value for name, value in sheet.attributes.items() if name.endswith("/relationships id")]
        if ids and ids[0] in parts and "name" in sheet.attributes:
            found[sheet.attributes["name"]] = parts[ids[0]]
    return found


def add_sheet(package: Package, wanted: str, content: bytes) -> str:
    """Put a sheet before all others, and open the workbook on it; returns its name, which nothing else has."""
    name = _free(wanted, {sheet.attributes.get("name", "").lower() for sheet in _all(package)})
    part = package.free("xl/worksheets/revision{}.xml")
    package.put(part, content)
    package.declare(part, _TYPE)
    _list(package, name, package.relate(BOOK, "worksheet", part))
    for sheet in sheets(package).values():
        if sheet != part:
            _put_aside(package, sheet)
    return name


def is_review(package: Package, name: str, sheet: str) -> bool:
    """Whether a sheet is the one that an earlier answer put first, whichever program saved the workbook since."""
    if not name.startswith(_USUAL):
        return False
    found = _A1.search(package.read(sheet))
    if found is None:
        return False
    said = found[0]
    if b't="s"' in said and (number := re.search(rb"<(?:\w+:)?v>(\d+)</", said)):
        [strings] = [relation.target for relation in package.relations(BOOK) if relation.kind == "sharedStrings"]
        part = package.read(strings)
        item = outline(part, 1).children[int(number[1])]
        said = part[item.inside : item.end]
    return any(title.encode() in said for title in REVIEW_TITLES.values())


def _all(package: Package) -> list[Element]:
    return list(outline(package.read(BOOK)).all("sheets", "sheet"))


def _free(wanted: str, taken: set[str]) -> str:
    names = (wanted, *(f"{wanted[: _LONGEST - 5]} ({number})" for number in range(2, 999)))
    return next(name for name in names if name.lower() not in taken)


def _list(package: Package, name: str, relation: str) -> None:
    part = package.read(BOOK)
    root = outline(part)
    listed = root.first("sheets")
    if listed is None or not listed.children:
        raise NotEditableError(BOOK)
    ids = [int(sheet.attributes.get("sheetId", "0")) for sheet in listed.children]
    xml = (
        f'<sheet{spoken(root)} name={quoteattr(name)} sheetId="{max(ids) + 1}" '
        f'xmlns:r="{package.kinds}" r:id="{relation}"/>'
    )
    package.put(BOOK, splice(part, [prepend(part, listed, xml), *_moved(part, root)]))


def _moved(part: bytes, root: Element) -> Iterator[Edit]:
    """Let what counts sheets from the first count one more, and the new one be the one that is seen."""
    for named in root.all("definedNames", "definedName"):
        if "localSheetId" in named.attributes:
            yield from change(part, named, localSheetId=str(int(named.attributes["localSheetId"]) + 1))
    for view in root.all("bookViews", "workbookView"):
        yield from change(part, view, activeTab=None, firstSheet=None)


def _put_aside(package: Package, name: str) -> None:
    # two sheets selected are two sheets written in at once
    part = package.read(name)
    views = outline(part, 2, to_cells=True).all("sheetViews", "sheetView")
    edits = [edit for view in views for edit in change(part, view, tabSelected=None)]
    if edits:
        package.put(name, splice(part, edits))
