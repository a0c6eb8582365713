"""Changeset to what an operator reads before, and after, it is applied."""

from apertura.model.version import Changeset, DatasetVersion
from apertura.release.phrases import say


def describe(changeset: Changeset) -> str:
    """Say in Spanish what a changeset does: the version, why, and each file; lines that end in a line break."""
    version = changeset.version
    lines = _nothing(changeset) if version is None else _something(changeset, version)
    return "".join(f"{line}\n" for line in lines)


def _nothing(changeset: Changeset) -> list[str]:
    if changeset.base is None:
        return [say("plan.nothing.yet", dataset=changeset.dataset)]
    return [say("plan.nothing", dataset=changeset.dataset, base=changeset.base)]


def _something(changeset: Changeset, version: DatasetVersion) -> list[str]:
    head = say(
        "plan.next" if changeset.base else "plan.first",
        dataset=changeset.dataset,
        base=changeset.base,
        version=version.number,
        rows=say("rows", version.rows),
    )
    reasons = [say("plan.reason", reason=reason) for reason in version.reasons]
    widest = max(len(change.action) for change in changeset.changes)
    files = [say("plan.change", action=f"{c.action:<{widest}}", resource=c.resource) for c in changeset.changes]
    return [head, *reasons, *files]
