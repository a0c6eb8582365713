"""What would change at a destination, and how it is told before it is done."""

import dataclasses

from apertura.model.version import Action, Changeset, DatasetVersion, PublishedVersion, VersionNumber
from apertura.publication.describe import describe
from apertura.publication.plan import plan
from apertura.release.files import resource


def version(number: str = "1.0.0", **files: str) -> DatasetVersion:
    resources = tuple(resource(f"{name}.csv", content.encode(), "text/csv") for name, content in files.items())
    return DatasetVersion("avances", VersionNumber.parse(number), ("Se agrega 1 fila.",), 1234, resources)


def state(published: DatasetVersion) -> PublishedVersion:
    checksums = {each.name: each.sha256 for each in published.resources}
    return PublishedVersion(published.number, {}, b"", b"", b"", checksums)


def actions(changeset: Changeset) -> list[tuple[Action, str]]:
    return [(change.action, change.resource) for change in changeset.changes]


def test_a_first_version_creates_every_file_in_its_order() -> None:
    first = version(b="1", a="1")
    changeset = plan(first, None, "avances")
    assert (changeset.base, changeset.version) == (None, first)
    assert actions(changeset) == [(Action.CREATE, "b.csv"), (Action.CREATE, "a.csv")]


def test_a_next_version_keeps_replaces_creates_and_retires_by_hash() -> None:
    before = version(same="1", other="1", gone="1")
    changeset = plan(version("1.1.0", new="1", other="2", same="1"), state(before), "avances")
    assert changeset.base == VersionNumber(1, 0, 0)
    assert actions(changeset) == [
        (Action.CREATE, "new.csv"),
        (Action.REPLACE, "other.csv"),
        (Action.KEEP, "same.csv"),
        (Action.RETIRE, "gone.csv"),
    ]
    replaced, retired = changeset.changes[1], changeset.changes[3]
    assert (replaced.before, replaced.after) == (before.resources[1].sha256, changeset.version.resources[1].sha256)
    assert retired.after is None


def test_publishing_what_is_there_is_an_empty_changeset() -> None:
    first = version(a="1")
    assert plan(first, state(first), "avances") == Changeset("avances", VersionNumber(1, 0, 0), None, ())


def test_no_version_is_an_empty_changeset() -> None:
    assert plan(None, None, "avances") == Changeset("avances", None, None, ())
    assert plan(None, state(version(a="1")), "avances").changes == ()


def test_the_plan_is_told_in_spanish_with_its_reasons_and_files() -> None:
    changeset = plan(version("1.1.0", new="1", other="2"), state(version(other="1", gone="1")), "avances")
    assert describe(changeset) == (
        "avances: de la versión 1.0.0 a la 1.1.0 (1,234 filas)\n"
        "  Se agrega 1 fila.\n"
        "    crear       new.csv\n"
        "    reemplazar  other.csv\n"
        "    retirar     gone.csv\n"
    )


def test_a_first_version_and_no_version_are_told_too() -> None:
    first = dataclasses.replace(version(a="1"), rows=1)
    assert describe(plan(first, None, "avances")).startswith("avances: se publica la versión 1.0.0 (1 fila)\n")
    assert describe(plan(None, state(first), "avances")) == "avances: nada cambia; sigue la versión 1.0.0\n"
    assert describe(plan(None, None, "avances")) == "avances: no hay nada que publicar todavía\n"
