"""Cells with a note to the boxes it is shown in: the old drawing language that spreadsheets keep for them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from apertura.feedback.annotate.outline import Element
from apertura.feedback.annotate.package import Package
from apertura.feedback.annotate.splice import insert, splice, spoken

TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b"</o:shapelayout></xml>"
)
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_KIND = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(rb"<(\w+):shape\s.*?</\1:shape>", re.DOTALL)
_PLACE = re.compile(rb"<\w+:(Row|Column)>\s*(\d+)\s*</")
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_WIDE, _LINE, _SIGNS = 340, 15, 50
_COLUMN, _ROW, _COLUMNS, _ROWS = 64, 20, 16_384, 1_048_576


def drawn(vml: bytes | None, gone: Iterable[str], notes: Mapping[str, str], widths: Sequence[int]) -> bytes:
    """Take out the boxes of the cells that are ``gone``, and draw one for each of ``notes``.

    What is written in this language need not be XML, so it is not read as such: nothing else of it is touched.
    ``widths`` are those of the columns in pixels, from A; the others have the usual one.
    """
    source = vml or _EMPTY
    out = {(row, column) for column, row in map(split, gone)}
    kept = _SHAPE.sub(lambda found: b"" if _place(found[0]) in out else found[0], source) if out else source
    if not notes:
        return kept
    first = max([1024, *map(int, _NUMBER.findall(kept))]) + 1
    kind = b"" if b'"_x0000_t202"' in kept else _KIND.encode()
    boxes = "".join(_box(first + n, *split(cell), note, widths) for n, (cell, note) in enumerate(notes.items()))
    end = kept.rfind(b"</xml>")
    at = end if end >= 0 else len(kept)
    return kept[:at] + kind + boxes.encode() + kept[at:]


def draw(package: Package, sheet: str, root: Element, gone: Iterable[str], notes: Mapping[str, str]) -> None:
    """Draw the boxes of a sheet's new notes in the drawing it has for them, or in a new one."""
    given = root.first("legacyDrawing")
    ids = [value for name, value in given.attributes.items() if name.endswith("/relationships id")] if given else []
    name = next((found.target for found in package.relations(sheet) if found.id in ids), None)
    if name is None and not notes:
        return
    if name is not None:
        package.put(name, drawn(package.raw(name), gone, notes, widths(root)))
        return
    name = package.free("xl/drawings/notas{}.vml")
    package.put(name, drawn(None, (), notes, widths(root)))
    package.declare(name, TYPE)
    xml = f'<legacyDrawing{spoken(root)} xmlns:r="{package.kinds}" r:id="{package.relate(sheet, "vmlDrawing", name)}"/>'
    part = package.read(sheet)
    package.put(sheet, splice(part, [insert(part, root, "legacyDrawing", ORDER, xml)]))


def widths(root: Element) -> list[int]:
    """Widths of a sheet's columns in pixels, from A to the last that has one of its own."""
    found: list[int] = []
    for column in root.all("cols", "col"):
        given = column.attributes
        last = min(int(given["max"]), 256)
        hidden = given.get("hidden") in ("1", "true")
        found += [_COLUMN] * (int(given["min"]) - 1 - len(found))
        wide = 0 if hidden else int(float(given.get("width", "9.14")) * 7 + 5)
        found += [wide] * (last - len(found))
    return found


def split(cell: str) -> tuple[int, int]:
    """Return column and row of an address, both counted from 0."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1, int(cell[len(letters) :]) - 1


def _place(shape: bytes) -> tuple[int, int] | None:
    found = {name: int(number) for name, number in _PLACE.findall(shape)}
    return (found[b"Row"], found[b"Column"]) if b'ObjectType="Note"' in shape and len(found) == 2 else None


def _box(number: int, column: int, row: int, note: str, widths: Sequence[int]) -> str:
    tall = 12 + _LINE * sum(1 + len(line) // _SIGNS for line in note.split("\n"))
    anchor = ", ".join(map(str, _anchor(column, row, tall, widths)))
    return (
        f'<v:shape {_SPACES} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:{_WIDE}px;'
        f'height:{tall}px;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _anchor(column: int, row: int, tall: int, widths: Sequence[int]) -> Iterator[int]:
    left, top = min(column + 1, _COLUMNS - 8), min(max(row - 1, 0), _ROWS - tall // _ROW - 3)
    right, rest = left, _WIDE
    while rest >= (wide := widths[right] if right < len(widths) else _COLUMN) and right < _COLUMNS - 1:
        right, rest = right + 1, rest - wide
    yield from (left, 12, top, 4, right, rest, top + tall // _ROW, 4 + tall % _ROW)


ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing",
)  # fmt: skip
"""Names of what a worksheet is made of, in the order its format asks for, up to the last that is added here."""
