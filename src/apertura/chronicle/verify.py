"""The bitácora to the links of it that are broken, one sentence each."""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from apertura.chronicle.happenings import approval_act_of, checksums_of, digest, report_of, withdrawal_of
from apertura.chronicle.log import Event, read
from apertura.chronicle.open_data import RESERVED, ROOTS
from apertura.feedback.phrases import phrases
from apertura.release.files import CHECKSUMS
from apertura.storage import layout
from apertura.storage.withdrawals import Act


def verify(root: Path) -> tuple[str, ...]:
    """Check the hash that each event holds of the one before, the roots that were published, and what is told of.

    A bitácora that does not exist breaks no promise, unless its roots are published.
    """
    events = read(root)
    return (*_links(events), *_roots(layout.chronicle_roots(root), events), *_folders(root, events))


def verify_open(place: Path) -> tuple[str, ...]:
    """Check what a site, in a folder, publishes of a bitácora: its links, its roots, and the versions that it tells of.

    Of an event that is not published only its hash is there, and is taken as it stands.
    """
    events = read(place)
    said = phrases("es", "bitacora")
    lost = (
        said.say("broken.sums", number=str(number), what=_what(each))
        for number, each in enumerate(events, 1)
        if each.fields.get("que") == "version"
        and digest(place / "datos" / each.fields["conjunto"] / each.fields["version"] / CHECKSUMS)
        != each.fields.get("sumas_sha256")
    )
    path = layout.chronicle(place) / ROOTS
    return (*_links(events, _stated), *_roots(path, events, _stated), *lost)


def _stated(each: Event) -> str:
    return str(each.fields.get(RESERVED) or each.sha256)


def _own(each: Event) -> str:
    return each.sha256


def _links(events: tuple[Event, ...], hash_of: Callable[[Event], str] = _own) -> Iterator[str]:
    said = phrases("es", "bitacora")
    for number, each in enumerate(events, 1):
        if not each.fields:
            yield said.say("broken.line", day=each.day, number=str(number))
        elif each.fields.get("numero") != number:
            yield said.say("broken.number", day=each.day, number=str(number), found=str(each.fields.get("numero")))
    if events and events[0].fields and events[0].fields.get("anterior") is not None:
        yield said.say("broken.first", day=events[0].day)
    for number, (before, after) in enumerate(pairwise(events), 2):
        if after.fields and after.fields.get("anterior") != hash_of(before):
            yield said.say("broken.link", day=after.day, number=str(number), before=str(number - 1), what=_what(before))


def _roots(path: Path, events: tuple[Event, ...], hash_of: Callable[[Event], str] = _own) -> Iterator[str]:
    said = phrases("es", "bitacora")
    if not path.is_file():
        return
    try:
        published = [(each["dia"], each["eventos"], each["raiz"]) for each in json.loads(path.read_bytes())["dias"]]
    except (ValueError, KeyError, TypeError):
        yield said.say("broken.roots")
        return
    for day, count, sha256 in published:
        if count > len(events):
            yield said.say("broken.cut", day=day, count=str(count), found=str(len(events)))
        elif hash_of(events[count - 1]) != sha256:
            yield said.say("broken.root", day=day, count=str(count))


def _folders(root: Path, events: tuple[Event, ...]) -> Iterator[str]:
    said = phrases("es", "bitacora")
    for number, each in enumerate(events, 1):
        kind = each.fields.get("que")
        if kind == "dictamen" and digest(report_of(root, each.fields)) != each.fields.get("informe_sha256"):
            yield said.say("broken.report", number=str(number), what=_what(each))
        if kind in set(Act) and digest(withdrawal_of(root, each.fields)) != each.fields.get("acta_sha256"):
            yield said.say("broken.withdrawal", number=str(number), what=_what(each))
        if kind == "version" and digest(checksums_of(root, each.fields)) != each.fields.get("sumas_sha256"):
            yield said.say("broken.sums", number=str(number), what=_what(each))
        if kind == "aprobacion" and digest(approval_act_of(root, each.fields)) != each.fields.get("registro_sha256"):
            yield said.say("broken.approval", number=str(number), what=_what(each))


def _what(each: Event) -> str:
    return " ".join(part[:12] for part in each.key) if each.fields else "ilegible"
