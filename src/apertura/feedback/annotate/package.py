"""Zipped workbook to its parts and relations, and back: parts that nobody changed are copied as they are."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from apertura.feedback.annotate.outline import NotEditableError, outline, plain
from apertura.feedback.annotate.splice import append, splice, spoken

BOOK = "xl/workbook.xml"
_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_KINDS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_LOOSELY = 2
"""How tightly parts are packed: to do it as tightly as can be takes twice as long, and saves a sixth."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


class Relation(NamedTuple):
    """From one part to another: ``kind`` is the last word of its type."""

    id: str
    kind: str
    target: str


@dataclass
class Package:
    """A zip of parts, with those that were changed or added meanwhile."""

    archive: zipfile.ZipFile
    changed: dict[str, bytes] = field(default_factory=dict)
    unpacked: dict[str, bytes] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.changed or name in self.archive.NameToInfo

    def read(self, name: str) -> bytes:
        """Return a part, its XML in UTF-8."""
        return plain(self.raw(name))

    def raw(self, name: str) -> bytes:
        """Return a part as it is."""
        if name not in self:
            raise NotEditableError(name)
        if name in self.changed:
            return self.changed[name]
        if name not in self.unpacked:
            self.unpacked[name] = self.archive.read(name)
        return self.unpacked[name]

    def put(self, name: str, part: bytes) -> None:
        """Change a part, or add it."""
        self.changed[name] = part
        self.unpacked.pop(name, None)

    def free(self, pattern: str) -> str:
        """Return the first name of a numbered ``pattern`` that no part has."""
        taken = {name.lower() for name in (*self.archive.namelist(), *self.changed)}
        return next(name for number in range(1, 9999) if (name := pattern.format(number)).lower() not in taken)

    def relations(self, name: str) -> Iterator[Relation]:
        """Relations of a part to others of the package."""
        if (path := _relations_of(name)) in self:
            for found in outline(self.read(path), 1).all("Relationship"):
                given = found.attributes
                if given.get("TargetMode") != "External" and {"Id", "Type", "Target"} <= given.keys():
                    target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), given["Target"]))
                    yield Relation(given["Id"], posixpath.basename(given["Type"]), target.lstrip("/"))

    def relate(self, name: str, kind: str, target: str, base: str | None = None) -> str:
        """Relate a part to another, and return the id of the relation; ``base`` is that of the kind's address."""
        path = _relations_of(name)
        part = self.read(path) if path in self else f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
        root = outline(part, 1)
        taken = {found.attributes.get("Id") for found in root.all("Relationship")}
        id_ = next(id_ for number in range(1, 99_999) if (id_ := f"rIdA{number}") not in taken)
        address = quoteattr(f"{base or self.kinds}/{kind}")
        xml = f'<Relationship{spoken(root)} Id="{id_}" Type={address} Target="/{target}"/>'
        self.put(path, splice(part, [append(part, root, xml)]))
        return id_

    @property
    def kinds(self) -> str:
        """Address that the kinds of relations begin with: that of the strict dialect, or of the usual one."""
        return _STRICT_KINDS if outline(self.read(BOOK), 0).namespace == _STRICT else _KINDS

    def declare(self, name: str, type_: str) -> None:
        """Declare the type of a new part."""
        part = self.read(_TYPES)
        root = outline(part, 1)
        xml = f'<Override{spoken(root)} PartName="/{name}" ContentType={quoteattr(type_)}/>'
        self.put(_TYPES, splice(part, [append(part, root, xml)]))

    def written(self) -> bytes:
        """Write the package: every part it had, in its order and place, then those that are new."""
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for name, info in self.archive.NameToInfo.items():
                fresh = zipfile.ZipInfo(name, info.date_time)
                fresh.external_attr = info.external_attr
                fresh.compress_type = info.compress_type if info.compress_type == zipfile.ZIP_STORED else 8
                part = self.changed[name] if name in self.changed else self.archive.read(name)
                copy.writestr(fresh, part, compresslevel=_LOOSELY)
            for name in self.changed:
                if name not in self.archive.NameToInfo:
                    copy.writestr(zipfile.ZipInfo(name, _EPOCH), self.changed[name], zipfile.ZIP_DEFLATED, _LOOSELY)
        return target.getvalue()


def _relations_of(name: str) -> str:
    return re.sub(r"([^/]+)$", r"_rels/\1.rels", name)
