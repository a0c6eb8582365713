"""Styles part to one that also has the formats of the marks and of the first sheet; those it had keep their numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence

from apertura.feedback.annotate.outline import Element, outline
from apertura.feedback.annotate.package import BOOK, Package
from apertura.feedback.annotate.splice import Edit, append, change, insert, splice, spoken
from apertura.model.issue import Severity

COLOURS: Mapping[Severity, str] = {
    Severity.CRITICA: "FFFF9C9C",
    Severity.GRAVE: "FFFFC7CE",
    Severity.ADVERTENCIA: "FFFFE699",
    Severity.INFORMATIVA: "FFDDEBF7",
}
"""What fills a cell, as ARGB: dark text on each of them keeps a contrast of 7:1 or more."""

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_FACE = '<name val="Calibri"/><family val="2"/>'
_FONTS = (
    f'<font><sz val="11"/><color rgb="FF1F1F1F"/>{_FACE}</font>',
    f'<font><b/><sz val="16"/><color rgb="FF1F1F1F"/>{_FACE}</font>',
    f'<font><b/><sz val="11"/><color rgb="FF1F1F1F"/>{_FACE}</font>',
    f'<font><b/><sz val="11"/><color rgb="FFFFFFFF"/>{_FACE}</font>',
    f'<font><u/><sz val="11"/><color rgb="FF0B4F8A"/>{_FACE}</font>',
)
_FILLS = tuple(
    f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'
    for colour in (*COLOURS.values(), "FF404040")
)
_SIDE = '<color rgb="FFBFBFBF"/>'
_BORDERS = (f'<border><left/><right/><top/><bottom style="thin">{_SIDE}</bottom><diagonal/></border>',)
# font, fill and border of each format of the first sheet, counted from the first of ours; no fill and no border is -1
_FORMATS: Mapping[str, tuple[int, int, int]] = {
    "text": (0, -1, -1),
    "title": (1, -1, -1),
    "bold": (2, -1, -1),
    "header": (3, 4, -1),
    "cell": (0, -1, 0),
    "strong": (2, -1, 0),
    "link": (4, -1, 0),
    **{severity.value: (2, place, 0) for place, severity in enumerate(COLOURS)},
}
_DXFS = tuple(
    f'<dxf><font><color rgb="FF1F1F1F"/></font><fill><patternFill patternType="solid"><fgColor rgb="{colour}"/>'
    f'<bgColor rgb="{colour}"/></patternFill></fill></dxf>'
    for colour in COLOURS.values()
)
# what must come before ours where a section is missing or empty, and how many that is
_SEEDS = {
    "fonts": (1, f'<font><sz val="11"/>{_FACE}</font>'),
    "fills": (2, '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'),
    "borders": (1, "<border><left/><right/><top/><bottom/><diagonal/></border>"),
    "cellXfs": (1, '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'),
    "dxfs": (0, ""),
}


def add_styles(package: Package) -> tuple[Mapping[str, int], Mapping[Severity, int]]:
    """Add them; returns the number of each format by name, and that of the fill that marks each severity."""
    name = next((found.target for found in package.relations(BOOK) if found.kind == "styles"), None)
    if name is None:
        name = "xl/styles.xml"
        package.put(name, f'<styleSheet xmlns="{outline(package.read(BOOK), 0).namespace}"></styleSheet>'.encode())
        package.declare(name, _TYPE)
        package.relate(BOOK, "styles", name)
    part = package.read(name)
    root = outline(part, 2)
    fonts, fills, borders = (_count(root, section) for section in ("fonts", "fills", "borders"))
    formats = [
        f'<xf numFmtId="0" fontId="{fonts + font}" fillId="{fills + fill if fill >= 0 else 0}" '
        f'borderId="{borders + border if border >= 0 else 0}" applyFont="1" applyFill="1" applyBorder="1" '
        'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
        for font, fill, border in _FORMATS.values()
    ]
    added = {"fonts": _FONTS, "fills": _FILLS, "borders": _BORDERS, "cellXfs": formats, "dxfs": _DXFS}
    package.put(name, splice(part, [edit for each in added.items() for edit in _grown(part, root, *each)]))
    first, rules = _count(root, "cellXfs"), _count(root, "dxfs")
    return (
        {format_: first + place for place, format_ in enumerate(_FORMATS)},
        {severity: rules + place for place, severity in enumerate(COLOURS)},
    )


def _count(root: Element, section: str) -> int:
    found = root.first(section)
    return len(found.children) if found and found.children else _SEEDS[section][0]


def _grown(part: bytes, root: Element, section: str, xml: Sequence[str]) -> Iterator[Edit]:
    found, count = root.first(section), _count(root, section) + len(xml)
    if found and found.children:
        dressed = (re.sub(r"^<(\w+)", rf"<\1{spoken(root)}", each) for each in xml)
        yield append(part, found, "".join(dressed))
        yield from change(part, found, count=str(count))
    else:
        whole = f'<{section}{spoken(root)} count="{count}">{_SEEDS[section][1]}{"".join(xml)}</{section}>'
        yield Edit(found.start, found.after, whole.encode()) if found else insert(part, root, section, _ORDER, whole)
