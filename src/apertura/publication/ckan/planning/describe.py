"""Changeset of a portal to what an operator reads before, and after, it is applied."""

from collections.abc import Iterator

from apertura.model.version import Action, VersionNumber
from apertura.publication.ckan.mapping.ids import dataset_id, resource_id
from apertura.publication.ckan.planning.changeset import PortalChangeset
from apertura.publication.ckan.planning.differences import Difference
from apertura.publication.ckan.planning.row_counts import row_counts
from apertura.publication.ckan.site.hands import told_hands
from apertura.publication.ckan.site.look import Shown
from apertura.release.files import HISTORY, data_file
from apertura.release.phrases import say

WIDTH = 60


def describe(changeset: PortalChangeset) -> str:
    """Say in Spanish what changes at a portal: version, rows, reasons, files, metadata, and what drifted by hand."""
    return "".join(f"{line}\n" for line in _lines(changeset))


def _lines(changeset: PortalChangeset) -> Iterator[str]:
    yield _head(changeset)
    yield from _drift(changeset)
    if changeset.empty:
        return
    yield _id(changeset)
    if data_file(changeset.dataset) in changeset.uploads:
        yield _rows(changeset)
    yield from _reasons(changeset)
    drifted = {(each.file, each.field) for each in changeset.drift}
    told = [each for each in changeset.fields if not each.file and (each.file, each.field) not in drifted]
    if changeset.shown:
        yield from (_change("portal.plan.field", each) for each in told if each.field != "resources")
    yield from _files(changeset)


def _head(changeset: PortalChangeset) -> str:
    base = changeset.shown.version if changeset.shown else ""
    return say(_situation(changeset), dataset=changeset.dataset, version=changeset.wanted.version, base=base)


def _situation(changeset: PortalChangeset) -> str:
    shown = changeset.shown
    if shown is None:
        return "portal.plan.first"
    if changeset.empty:
        return "portal.plan.nothing"
    if shown.private:
        return "portal.plan.finish"
    if shown.version != changeset.wanted.version:
        return "portal.plan.next"
    if changeset.uploads or changeset.fields:
        return "portal.plan.again"
    return "portal.plan.prove" if changeset.unfinished else "portal.plan.fill"


def _id(changeset: PortalChangeset) -> str:
    if changeset.shown:
        return say("portal.plan.id", id=changeset.shown.id)
    return say("portal.plan.id.new", id=dataset_id(changeset.dataset))


def _rows(changeset: PortalChangeset) -> str:
    before = changeset.base.sealed if changeset.base and changeset.shown else None
    rows = row_counts(before, changeset.wanted.sealed)
    return say("portal.plan.rows", added=f"{rows.added:,}", changed=f"{rows.changed:,}", gone=f"{rows.gone:,}")


def _drift(changeset: PortalChangeset) -> Iterator[str]:
    if changeset.drift and changeset.shown:
        yield f"  {_who(changeset, changeset.shown)}"
    yield from (_change("portal.plan.drifted", each) for each in changeset.drift)


def _who(changeset: PortalChangeset, shown: Shown) -> str:
    if not changeset.hands:
        return say("portal.drift.unknown", modified=shown.modified[:19].replace("T", " "))
    return say("portal.drift", hands=told_hands(changeset.hands))


def _reasons(changeset: PortalChangeset) -> Iterator[str]:
    shown = changeset.shown.version if changeset.shown else ""
    history = changeset.wanted.sealed.descriptor[HISTORY]
    new = [entry for entry in history if not shown or _number(entry["version"]) > _number(shown)]
    yield from (say("plan.reason", reason=reason) for entry in new for reason in entry["motivos"])


def _files(changeset: PortalChangeset) -> Iterator[str]:
    widest = max((len(change.action) for change in changeset.changes), default=0)
    kept = sum(change.action is Action.KEEP for change in changeset.changes)
    for change in changeset.changes:
        if change.action is not Action.KEEP:
            yield say(
                "portal.plan.file",
                action=f"{change.action:<{widest}}",
                file=change.resource,
                id=resource_id(changeset.dataset, change.resource),
            )
    if kept:
        yield say("portal.plan.kept", kept)


def _number(text: str) -> VersionNumber:
    return VersionNumber.parse(text)


def _change(phrase: str, each: Difference) -> str:
    place = f"{each.file}: {each.field}" if each.file else each.field
    return say(phrase, place=place, shown=_cut(each.shown), wanted=_cut(each.wanted))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
