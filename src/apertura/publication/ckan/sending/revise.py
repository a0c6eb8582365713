"""Changeset to the one request that does all of it: metadata, files, order; only if the portal has not moved."""

from collections.abc import Callable, Mapping
from typing import Any

from apertura.errors import PortalRefusedError
from apertura.publication.ckan.mapping.ids import dataset_id
from apertura.publication.ckan.mapping.wanted import RETIRED, STATE, Wanted, WantedFile
from apertura.publication.ckan.planning.changeset import PortalChangeset
from apertura.publication.ckan.planning.plan import left_behind
from apertura.publication.ckan.site.look import Shown
from apertura.publication.ckan.wire.call import write
from apertura.publication.ckan.wire.connection import Connection
from apertura.publication.ckan.wire.upload import Upload
from apertura.release.phrases import say

Tell = Callable[[str, int, int], None]
"""Hears the name of a dataset and how many bytes of it were sent, of how many."""
_ANSWER = ["+package__id", "-package__*"]
_WHOLE = ("extras", "tags", "groups", "resources")


def create(connection: Connection, wanted: Wanted) -> None:
    """Create a dataset that nobody sees, with all that is said of it and no file yet.

    Private, not a draft: CKAN ignores ``state="draft"`` from whoever is no system administrator, and publishes at once.
    """
    whole = {**_described(wanted, None, None), "private": True}
    try:
        write(connection, "package_create", {**whole, "id": dataset_id(wanted.dataset)})
    except PortalRefusedError as error:
        if "id" not in error.fields:
            raise
        # only a system administrator may choose it; or a dataset that was deleted still has it
        write(connection, "package_create", whole)


def revise(connection: Connection, changeset: PortalChangeset, shown: Shown, tell: Tell) -> None:
    """Send the changed files and all that is said, in one ``package_revise`` that holds only for what is ``shown``."""
    described = _described(changeset.wanted, changeset.base, shown)
    described["resources"] = _resources(changeset, shown)
    if shown.deleted:
        described |= {"state": "active", "private": True}
    parts = [name for name, value in described.items() if isinstance(value, list) and name not in _WHOLE]
    data = {
        "match": _match(shown),
        "filter": [f"-{name}" for name in (*_WHOLE, *parts)],
        "update": described,
        "include": _ANSWER,
    }
    dataset = changeset.dataset
    files = {
        f"update__resources__{file.id}__upload": Upload(
            file.file.path, file.name, file.fields["mimetype"], lambda sent, total: tell(dataset, sent, total)
        )
        for file in changeset.wanted.files
        if file.name in changeset.uploads
    }
    write(connection, "package_revise", data, files)


def show(connection: Connection, shown: Shown, *, publicly: bool) -> None:
    """Let everybody see a dataset, or nobody but us, if it still is what is ``shown``."""
    update = {"private": not publicly}
    write(connection, "package_revise", {"match": _match(shown), "update": update, "include": _ANSWER})


def _match(shown: Shown) -> dict[str, str]:
    return {"id": shown.id, "version": shown.version, "metadata_modified": shown.modified}


def _described(wanted: Wanted, base: Wanted | None, shown: Shown | None) -> dict[str, Any]:
    """Ours, and what others added: tags, groups and extras that neither this version nor the one before it has."""
    package: Mapping[str, Any] = shown.package if shown else {}
    extras = {key: text for key, text in (shown.extras if shown else {}).items() if not base or key not in base.extras}
    tags = _names(package, "tags", base.tags if base else ()) | set(wanted.tags)
    groups = _names(package, "groups", base.groups if base else ()) | set(wanted.groups)
    return {
        **wanted.fields,
        "extras": [{"key": key, "value": text} for key, text in {**extras, **wanted.extras}.items()],
        "tags": [{"name": name} for name in sorted(tags)],
        "groups": [{"name": name} for name in sorted(groups)],
    }


def _names(package: Mapping[str, Any], field: str, ours: tuple[str, ...]) -> set[str]:
    return {each["name"] for each in package.get(field, ())} - set(ours)


def _resources(changeset: PortalChangeset, shown: Shown) -> list[dict[str, Any]]:
    """Ours in their order, then those that are marked as retired, then what others added."""
    wanted, base = changeset.wanted, changeset.base
    gone = left_behind(base.files, wanted.files) if base else ()
    marked = [_retired(shown.resources[file.id], file) for file in gone if file.id in shown.resources]
    ours = {file.id for file in (*wanted.files, *gone)}
    others = [dict(resource) for id_, resource in shown.resources.items() if id_ not in ours]
    return [*(_resource(file, changeset, shown) for file in wanted.files), *marked, *others]


def _resource(file: WantedFile, changeset: PortalChangeset, shown: Shown) -> dict[str, Any]:
    there = {key: value for key, value in shown.resources.get(file.id, {}).items() if key != STATE}
    new = {"id": file.id, "url": file.name, "url_type": "upload"} if file.name in changeset.uploads else {}
    return {**there, **file.fields, **new}


def _retired(resource: Mapping[str, Any], file: WantedFile) -> dict[str, Any]:
    if resource.get(STATE) == RETIRED:
        return dict(resource)
    return {**resource, STATE: RETIRED, "description": say("portal.retired", description=file.fields["description"])}
