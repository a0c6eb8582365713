"""Notes by cell to replies in the conversations that a sheet has in those cells."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

from apertura.feedback.annotate.notes import AUTHOR
from apertura.feedback.annotate.outline import outline
from apertura.feedback.annotate.package import BOOK, Package
from apertura.feedback.annotate.splice import append, cut, splice, spoken, text

_SPACE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_BASE = "http://schemas.microsoft.com/office/2017/10/relationships"
_TYPE = "application/vnd.ms-excel.person+xml"
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, _SPACE + AUTHOR)
_PERSON = "{" + str(_OURS).upper() + "}"


def add_replies(package: Package, sheet: str, notes: Mapping[str, str], at: datetime) -> None:
    """Write each note as the last reply of the conversation in its cell, if there is one; earlier ones of ours go."""
    for found in list(package.relations(sheet)):
        if found.kind == "threadedComment":
            part = package.read(found.target)
            root = outline(part, 2)
            said = list(root.all("threadedComment"))
            ours = [each for each in said if each.attributes.get("personId") == _PERSON]
            first = {
                e.attributes.get("ref"): e.attributes.get("id", "") for e in said if "parentId" not in e.attributes
            }
            replies = [
                f'<threadedComment{spoken(root)} ref="{cell}" dT="{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.00" '
                f'personId="{_PERSON}" id="{_id(found.target, cell)}" parentId="{text(first[cell])}">'
                f"<text>{text(note)}</text></threadedComment>"
                for cell, note in notes.items()
                if cell in first
            ]
            added = [append(part, root, "".join(replies))] if replies else []
            package.put(found.target, splice(part, [*map(cut, ours), *added]))
            if replies:
                _introduce(package)


def _id(*of: str) -> str:
    return "{" + str(uuid.uuid5(_OURS, " ".join(of))).upper() + "}"


def _introduce(package: Package) -> None:
    name = next((found.target for found in package.relations(BOOK) if found.kind == "person"), None)
    if name is None:
        name = package.free("xl/persons/apertura{}.xml")
        package.put(name, f'<personList xmlns="{_SPACE}"></personList>'.encode())
        package.declare(name, _TYPE)
        package.relate(BOOK, "person", name, _BASE)
    part = package.read(name)
    root = outline(part, 1)
    if all(person.attributes.get("id") != _PERSON for person in root.children):
        person = f'<person{spoken(root)} displayName="{AUTHOR}" id="{_PERSON}" userId="{AUTHOR}" providerId="None"/>'
        package.put(name, splice(part, [append(part, root, person)]))
