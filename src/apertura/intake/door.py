"""Bytes to the kind of file they are, by their content and not by their name; or why they cannot come in."""

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from xml.parsers.expat import ExpatError

from apertura.intake.bounds import LIMITS
from apertura.intake.compound import stream
from apertura.intake.encoding import wide
from apertura.intake.epochs import EPOCH_1900
from apertura.intake.facts import Facts
from apertura.intake.package import package
from apertura.intake.sheet_xml import Look
from apertura.intake.xls_package import xls_package
from apertura.model.issue import Issue, IssueTypes

MAX_BYTES = 64_000_000

_ZIP = b"PK"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    OSError,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_TEXT_EXTENSIONS = ("csv", "txt", "tsv", "")
_EXTENSIONS = ("xlsx", "xlsm", "xls", "ods", *_TEXT_EXTENSIONS)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that may be read: xlsx, xls, ods or csv; ``content`` is what to read, checked as far as can be.

    ``far``, ``looks`` and ``large`` are those of Facts.
    """

    format: str
    content: bytes
    has_errors: bool
    epoch: date
    far: Mapping[str, tuple[tuple[tuple[int, int], ...], ...]] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)
    large: Mapping[str, bytes] = field(default_factory=dict)


def door(content: bytes, filename: str, issue_types: IssueTypes) -> Admitted | Issue:
    """Tell what a received file is, and refuse with one issue what is empty, too large, locked, damaged or other."""
    extension = PurePath(filename).suffix.lstrip(".").lower()
    if not content.strip():
        return Issue(issue_types["archivo-vacio"])
    if len(content) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        return Issue(issue_types["archivo-demasiado-grande"], details={"limite": limit})
    if content.startswith(_ZIP):
        return _zip(content, extension, issue_types)
    if content.startswith(_OLE2):
        return _ole2(content, extension, issue_types)
    return _text(content, extension, issue_types)


def _other(extension: str, issue_types: IssueTypes) -> Issue:
    code = "contenido-no-corresponde" if extension in _EXTENSIONS else "formato-no-admitido"
    return Issue(issue_types[code], details={"extension": f".{extension}" if extension else ""})


def _zip(content: bytes, extension: str, issue_types: IssueTypes) -> Admitted | Issue:
    try:
        facts, copy = package(content)
    except _DAMAGED_ZIP:
        return Issue(issue_types["archivo-ilegible"], details={"formato": extension or "zip"})
    return _workbook(facts, copy, extension, issue_types)


def _ole2(content: bytes, extension: str, issue_types: IssueTypes) -> Admitted | Issue:
    try:
        if stream(content, ("EncryptedPackage",)) is not None:
            return Issue(issue_types["archivo-con-contrasena"])
        facts, copy = xls_package(content)
    except ValueError:
        return Issue(issue_types["archivo-ilegible"], details={"formato": extension or "xls"})
    return _workbook(facts, copy, extension, issue_types) if facts else _other(extension, issue_types)


def _workbook(facts: Facts, content: bytes, extension: str, issue_types: IssueTypes) -> Admitted | Issue:
    if facts.excess:
        return Issue(issue_types[facts.excess], details={"limite": LIMITS[facts.excess]})
    if facts.locked:
        return Issue(issue_types["archivo-con-contrasena"])
    if facts.format is None:
        return _other(extension, issue_types)
    return Admitted(facts.format, content, facts.has_errors, facts.epoch, facts.far, facts.looks, facts.large)


def _text(content: bytes, extension: str, issue_types: IssueTypes) -> Admitted | Issue:
    binary = (
        not content.startswith(_UTF16)
        and not wide(content)
        and (content.startswith(b"%PDF") or _CONTROL.search(content[:65_536]))
    )
    if binary or extension not in _TEXT_EXTENSIONS:
        return _other(extension, issue_types)
    return Admitted("csv", content, has_errors=False, epoch=EPOCH_1900)
