"""Zipped workbook to what must be known of it before it is opened, and to a copy that a reader can trust."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.parsers.expat import ParserCreate

from apertura.intake.bounds import (
    CELLS,
    MAX_CELLS,
    MAX_PARTS,
    MAX_RATIO,
    MAX_TEXTS,
    MAX_UNPACKED,
    SHEETS,
    SMALL,
    TEXTS,
    UNPACKED,
    ods_boxes,
    xlsx_box,
)
from apertura.intake.epochs import EPOCH_1900, EPOCH_1904
from apertura.intake.facts import Facts
from apertura.intake.far_cells import Place, without_far_cells
from apertura.intake.ods_far_cells import without_ods_far_cells
from apertura.intake.sheet_xml import STAND_IN, Look, is_large, look

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_READ = (".xml", ".rels", "mimetype")
_UNREAD = ("xl/externalLinks/", "xl/embeddings/", "xl/activeX/", "customXml/", "Object ")
_BOOK, _MANIFEST, _CONTENT = "xl/workbook.xml", "META-INF/manifest.xml", "content.xml"
_KEPT = (_BOOK, _MANIFEST, "mimetype")
_SHEET = "xl/worksheets/"
_1904_XLSX = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true)[\"']")
_1904_ODS = re.compile(rb"<table:null-date\b[^>]*\btable:date-value=[\"']1904-01-01")
_ERROR_CELL = (b' t="e"', b" t='e'")
_TEXT = (b"</si>", b"<si/>", b"<si />", b":si>")
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part adds to what must be known; ``content`` only of those that are small and looked at again."""

    name: str
    content: bytes
    cells: int
    texts: int
    errors: bool
    old_calendar: bool
    far: tuple[tuple[Place, ...], ...] = ()
    look: Look | None = None
    large: bytes | None = None


def package(content: bytes) -> tuple[Facts, bytes]:
    """Look into a zip without trusting it: sizes before contents, and every part's checksum as it is read.

    The copy has the XML parts alone, stored as they were checked, so that nothing in the zip's own headers can tell
    another reader another story; and none of those that lead out of the workbook or hold another document. The few
    cells that stand far from all others are left out: a reader would hold the void between. Large sheets are kept out
    of it, with what is known of them.

    Raises:
        zipfile.BadZipFile: the zip is damaged (or one of the errors its parts raise: see ``door``).
        xml.parsers.expat.ExpatError: a part is not well-formed XML.

    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
        excess = _excess(members)
        if excess is not None:
            return _refused(excess=excess), b""
        if any(member.flag_bits & 1 for member in members):
            return _refused(locked=True), b""
        if any(member.compress_type not in _PACKED for member in members):
            raise zipfile.BadZipFile("compression")
        copy = BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as stored:
            parts = tuple(_parts(archive, stored))
    return _facts(parts), copy.getvalue()


def _excess(members: Sequence[zipfile.ZipInfo]) -> str | None:
    if len(members) > MAX_PARTS:
        return SHEETS
    unpacked, packed = (sum(getattr(member, size) for member in members) for size in ("file_size", "compress_size"))
    return UNPACKED if unpacked > MAX_UNPACKED or unpacked > max(SMALL, packed * MAX_RATIO) else None


def _refused(*, excess: str | None = None, locked: bool = False) -> Facts:
    return Facts(None, locked=locked, excess=excess, has_errors=False, epoch=EPOCH_1900)


def _parts(archive: zipfile.ZipFile, stored: zipfile.ZipFile) -> Iterator[_Part]:
    for name in dict.fromkeys(archive.namelist()):
        if name.endswith(_READ) and not name.startswith(_UNREAD):
            content = archive.read(name)
            seen = look(content) if _is_sheet(name) else None
            if seen is not None and seen.box.is_whole:
                part = _usual(name, content, seen)
            else:
                if seen is None and name != "mimetype":
                    _check(content)
                content, cells, far = _near(name, content)
                part = _part(name, content, cells, far)
            stored.writestr(zipfile.ZipInfo(name), content if part.large is None else STAND_IN)
            yield part


def _usual(name: str, content: bytes, seen: Look) -> _Part:
    large = content if is_large(seen) else None
    return _Part(name, b"", seen.box.cells, texts=0, errors=seen.faults, old_calendar=False, look=seen, large=large)


def _near(name: str, content: bytes) -> tuple[bytes, int, tuple[tuple[Place, ...], ...]]:
    """Give a part without far cells, the cells of its largest sheet, and the cells left out of each of its sheets."""
    if name == _CONTENT:
        boxes = ods_boxes(content)
        left, far = without_ods_far_cells(content, boxes)
        boxes = boxes if left is content else ods_boxes(left)
        return left, max((box.cells for box in boxes), default=0), far
    if not _is_sheet(name):
        return content, 0, ()
    box = xlsx_box(content)
    left, places = without_far_cells(content, box)
    return left, (box if left is content else xlsx_box(left)).cells, (places,)


def _check(content: bytes) -> None:
    # a reader was seen to wait for ever for the end of a tag that a damaged part had lost
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = _no_declarations
    parser.Parse(content, True)  # noqa: FBT003 - positional only


def _no_declarations(*_: object) -> None:
    # no program that writes workbooks declares entities; what does wants them to grow, or to name other files
    raise ValueError("doctype")


def _is_sheet(name: str) -> bool:
    return name.startswith(_SHEET) and name.endswith(".xml")


def _part(name: str, content: bytes, cells: int, far: tuple[tuple[Place, ...], ...]) -> _Part:
    return _Part(
        name,
        content if name in _KEPT else b"",
        cells=cells,
        texts=sum(map(content.count, _TEXT)) if name == "xl/sharedStrings.xml" else 0,
        errors=_is_sheet(name) and any(mark in content for mark in _ERROR_CELL),
        old_calendar=bool(
            (name == _BOOK and _1904_XLSX.search(content)) or (name == _CONTENT and _1904_ODS.search(content))
        ),
        far=far,
    )


def _facts(parts: Sequence[_Part]) -> Facts:
    kept = {part.name: part.content for part in parts}
    format_ = _format(kept)
    locked = format_ == "ods" and b"encryption-data" in kept.get(_MANIFEST, b"")
    return Facts(
        format_,
        locked=locked,
        excess=None if locked or format_ is None else _too_much(parts),
        has_errors=any(part.errors for part in parts),
        epoch=EPOCH_1904 if any(part.old_calendar for part in parts) else EPOCH_1900,
        far={part.name: part.far for part in parts if any(part.far)},
        looks={part.name: part.look for part in parts if part.look is not None},
        large={part.name: part.large for part in parts if part.large is not None},
    )


def _format(kept: Mapping[str, bytes]) -> str | None:
    is_ods = kept.get("mimetype", b"").strip() == _ODS and _CONTENT in kept
    # what is both is neither: each program would see another table
    return None if (_BOOK in kept) == is_ods else "ods" if is_ods else "xlsx"


def _too_much(parts: Sequence[_Part]) -> str | None:
    if any(part.texts > MAX_TEXTS for part in parts):
        return TEXTS
    return CELLS if any(part.cells > MAX_CELLS for part in parts) else None
