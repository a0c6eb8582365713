"""Zipped workbook to what must be known of it before it is opened, and to a copy that a reader can trust."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.parsers.expat import ParserCreate

from apertura.intake.bounds import MAX_CELLS, ods_box, xlsx_box
from apertura.intake.epochs import EPOCH_1900, EPOCH_1904
from apertura.intake.facts import Facts

MAX_UNPACKED = 600_000_000
MAX_MEMBERS = 5_000

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_READ = (".xml", ".rels", "mimetype")
_1904_XLSX = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true)[\"']")
_1904_ODS = re.compile(rb"<table:null-date\b[^>]*\btable:date-value=[\"']1904-01-01")
_ERROR_CELL = (b' t="e"', b" t='e'")
_TOO_LARGE = Facts(None, locked=False, too_large=True, has_errors=False, epoch=EPOCH_1900)
_NONE_OF_OURS = Facts(None, locked=False, too_large=False, has_errors=False, epoch=EPOCH_1900)


def package(content: bytes) -> tuple[Facts, bytes]:
    """Look into a zip without trusting it: sizes before contents, and every part's checksum as it is read.

    The copy has the XML parts alone, stored as they were checked, so that nothing in the zip's own headers can tell
    another reader another story.

    Raises:
        zipfile.BadZipFile: the zip is damaged (or one of the errors its parts raise: see ``door``).
        xml.parsers.expat.ExpatError: a part is not well-formed XML.

    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            return _TOO_LARGE, b""
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(_READ)}
    for name, part in parts.items():
        if name != "mimetype":
            # a reader was seen to wait for ever for the end of a tag that a damaged part had lost
            ParserCreate().Parse(part, True)  # noqa: FBT003 - positional only
    return _facts(parts), _copy(parts)


def _facts(parts: Mapping[str, bytes]) -> Facts:
    if "xl/workbook.xml" in parts:
        return _xlsx(parts)
    return _ods(parts) if parts.get("mimetype", b"").strip() == _ODS else _NONE_OF_OURS


def _xlsx(parts: Mapping[str, bytes]) -> Facts:
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    return Facts(
        "xlsx",
        locked=False,
        too_large=any(xlsx_box(sheet) > MAX_CELLS for sheet in sheets),
        has_errors=any(mark in sheet for sheet in sheets for mark in _ERROR_CELL),
        epoch=EPOCH_1904 if _1904_XLSX.search(parts["xl/workbook.xml"]) else EPOCH_1900,
    )


def _ods(parts: Mapping[str, bytes]) -> Facts:
    locked = b"encryption-data" in parts.get("META-INF/manifest.xml", b"")
    return Facts(
        "ods",
        locked=locked,
        too_large=not locked and ods_box(parts["content.xml"]) > MAX_CELLS,
        has_errors=False,
        epoch=EPOCH_1904 if _1904_ODS.search(parts["content.xml"]) else EPOCH_1900,
    )


def _copy(parts: Mapping[str, bytes]) -> bytes:
    copy = BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return copy.getvalue()
