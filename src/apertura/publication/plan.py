"""DatasetVersion and the state of a destination to a Changeset: what would change there, file by file."""

from collections.abc import Iterator, Mapping

from apertura.model.version import Action, Change, Changeset, DatasetVersion, PublishedVersion


def plan(version: DatasetVersion | None, state: PublishedVersion | None, dataset: str) -> Changeset:
    """Compute what takes a destination from its state to a version, in the order it is to be done.

    The files of the version in their order (data first, descriptor and checksums last), then those that are retired, by
    name. No changes where there is no version or every file is there already. A retired file stays in the versions
    that had it.
    """
    base = state.number if state else None
    changes = tuple(_changes(version, state.checksums if state else {})) if version else ()
    if all(change.action is Action.KEEP for change in changes):
        return Changeset(dataset, base, None, ())
    return Changeset(dataset, base, version, changes)


def _changes(version: DatasetVersion, before: Mapping[str, str]) -> Iterator[Change]:
    for resource in version.resources:
        old = before.get(resource.name)
        yield Change(_action(old, resource.sha256), resource.name, old, resource.sha256)
    names = {resource.name for resource in version.resources}
    for name in sorted(before.keys() - names):
        yield Change(Action.RETIRE, name, before[name], None)


def _action(before: str | None, after: str) -> Action:
    if before is None:
        return Action.CREATE
    return Action.KEEP if before == after else Action.REPLACE
