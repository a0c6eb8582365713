"""Whether anybody can get, find and use the files: download, names, licence, formats, metadata."""

import re
from collections import Counter

from apertura.release.phrases import listing, say
from apertura.release.quality.finding import Finding, Parameters, met, unknown, unmet
from apertura.release.quality.subject import Subject
from apertura.release.quality.words import named

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def anonymous_download(_subject: Subject, _asked: Parameters) -> Finding:
    """Whether every file is downloaded by its address without signing in: only a portal has addresses."""
    return unknown(say("quality.download.nowhere"))


def plain_file_names(subject: Subject, _asked: Parameters) -> Finding:
    """Whether the names of files are ASCII without blanks, so that they make addresses that do not break."""
    names = [each.name for each in subject.resources]
    odd = [name for name in names if not _PLAIN.fullmatch(name)]
    files = say("quality.files", len(names))
    if odd:
        return unmet(say("quality.filenames.odd", len(odd), files=files, names=named(odd)))
    return met(say("quality.filenames.plain", len(names)))


def admitted_licence(subject: Subject, asked: Parameters) -> Finding:
    """Whether every licence is one of ``licencias``, and says where its terms are."""
    licences = subject.descriptor["licenses"]
    if not licences:
        return unmet(say("quality.licence.none"))
    told = listing([f"«{each['title']}»" for each in licences])
    if any(each["name"] not in asked["licencias"] for each in licences):
        return unmet(say("quality.licence.other", licence=told))
    if not all(each["path"] for each in licences):
        return unmet(say("quality.licence.nowhere", licence=told))
    return met(say("quality.licence.admitted", licence=told, address=listing([each["path"] for each in licences])))


def open_formats(subject: Subject, asked: Parameters) -> Finding:
    """Whether the media type of every file is one of ``formatos`` (type and its name)."""
    formats = asked["formatos"]
    files = say("quality.files", len(subject.resources))
    closed = [each.name for each in subject.resources if each.media_type not in formats]
    if closed:
        return unmet(say("quality.formats.closed", len(closed), files=files, names=named(closed)))
    counts = Counter(formats[each.media_type] for each in subject.resources)
    told = listing([say("quality.formats.count", format=format_, count=count) for format_, count in counts.items()])
    return met(say("quality.formats.open", len(subject.resources), formats=told))


def present_metadata(subject: Subject, asked: Parameters) -> Finding:
    """Whether the descriptor has something in every one of ``propiedades`` (property and its name)."""
    wanted = asked["propiedades"]
    absent = [title for name, title in wanted.items() if not subject.descriptor.get(name)]
    there = [title for title in wanted.values() if title not in absent]
    if absent:
        return unmet(say("quality.metadata.absent", len(absent), total=len(wanted), names=listing(absent)))
    return met(say("quality.metadata.present", len(there), names=listing(there)))
