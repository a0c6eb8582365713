"""What a portal shows and what it is to show, to a changeset."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from apertura.model.version import Action, Change
from apertura.publication.ckan.mapping.wanted import RETIRED, STATE, Wanted, WantedFile
from apertura.publication.ckan.planning.changeset import PortalChangeset
from apertura.publication.ckan.planning.differences import Difference, differences, file_differences
from apertura.publication.ckan.site.journal import Entry
from apertura.publication.ckan.site.look import Shown
from apertura.publication.ckan.wire.connection import Connection
from apertura.publication.ckan.wire.download import download


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before planning: what the portal shows, what it should by our own word, what lies there.

    ``bytes`` is the SHA-256 of what was downloaded, by id; ``fills`` whether the DataStore is ours to fill.
    """

    shown: Shown | None
    base: Wanted | None
    entry: Entry
    bytes: Mapping[str, str | None]
    fills: bool = False


def observe(connection: Connection, shown: Shown | None, wanted: Wanted, entry: Entry) -> Mapping[str, str | None]:
    """Download what may not be what the portal says it is, and take its SHA-256, by resource id; None where it is gone.

    That is every file where a run died before its proof, or that nobody proved; else those that were uploaded since.
    """
    if shown is None:
        return {}
    there = {file.id: shown.resources[file.id] for file in wanted.files if file.id in shown.resources}
    trusted = entry.stamps if entry.sending is None else {}
    found = {}
    for id_, resource in there.items():
        if trusted.get(id_) != resource.get("last_modified"):
            got = download(connection, resource["url"], anonymously=not shown.private)
            found[id_] = got.sha256 if got else None
    return found


def plan(wanted: Wanted, known: Known) -> PortalChangeset:
    """Compute what takes a portal to a version, in the order of its files; those it no longer has are marked last."""
    shown, entry = known.shown, known.entry
    fields = differences(shown, wanted) if shown else ()
    return PortalChangeset(
        wanted=wanted,
        shown=shown,
        base=known.base,
        changes=(*(_change(file, known) for file in wanted.files), *_retired(wanted, known)),
        fields=fields,
        drift=tuple(_drift(known)) if shown else (),
        unfinished=shown is not None and (entry.sending is not None or entry.proven != wanted.version),
        fill=known.fills and (entry.sending is not None or entry.table != wanted.version),
    )


def left_behind(ours: Sequence[WantedFile], kept: Sequence[WantedFile]) -> tuple[WantedFile, ...]:
    """Files of ours that are not among those that are kept."""
    ids = {file.id for file in kept}
    return tuple(file for file in ours if file.id not in ids)


def _change(file: WantedFile, known: Known) -> Change:
    resource = known.shown.resources.get(file.id) if known.shown else None
    if resource is None:
        return Change(Action.CREATE, file.name, None, file.file.sha256)
    there = known.bytes.get(file.id, str(resource.get("sha256")))
    action = Action.KEEP if there == file.file.sha256 else Action.REPLACE
    return Change(action, file.name, there, file.file.sha256)


def _retired(wanted: Wanted, known: Known) -> Iterator[Change]:
    if known.shown is None or known.base is None:
        return
    for file in left_behind(known.base.files, wanted.files):
        resource = known.shown.resources.get(file.id)
        if resource and resource.get(STATE) != RETIRED:
            yield Change(Action.RETIRE, file.name, file.file.sha256, None)


def _drift(known: Known) -> Iterator[Difference]:
    """Tell what is no longer as we left it: only where it was proven, and no run of ours died since."""
    entry, base, shown = known.entry, known.base, known.shown
    if base is None or shown is None or entry.sending is not None or entry.proven != base.version:
        return
    yield from (each for each in differences(shown, base) if entry.fields.get(_key(each)) == each.wanted)
    for file in base.files:
        there = known.bytes.get(file.id, file.file.sha256)
        if there != file.file.sha256 and not file_differences(shown.resources.get(file.id), file):
            yield Difference(file.name, "contenido", str(there), file.file.sha256)


def left(wanted: Wanted) -> dict[str, str]:
    """Everything that is said of a dataset, by place and field: what a later look is compared with."""
    nothing = Shown({"extras": [], "resources": [], "metadata_modified": "", "id": ""})
    return {_key(each): each.wanted for each in differences(nothing, wanted)}


def _key(difference: Difference) -> str:
    return f"{difference.file}:{difference.field}"
