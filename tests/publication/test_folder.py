"""The folder catalogue: immutable versions, a latest that always leads to a whole one."""

import dataclasses
import hashlib
import json
from pathlib import Path

import pytest

from apertura.durable import replace_link
from apertura.errors import BrokenPublicationError, DestinationMovedError
from apertura.model.version import VersionNumber
from apertura.publication import folder
from apertura.publication.folder.versions import JOURNAL
from tests.publication.catalogue import DATASET, ONE, THREE, TWO, contents, propose, publish


def touched(root: Path) -> dict[Path, int]:
    return {path: path.lstat().st_mtime_ns for path in (root, *root.rglob("*"))}


def test_a_version_is_published_whole_and_latest_leads_to_it(tmp_path: Path) -> None:
    version = publish(tmp_path, ONE).version
    assert version is not None
    place = tmp_path / DATASET / "1.0.0"
    assert {path.name: path.read_bytes() for path in place.iterdir()} == {r.name: r.content for r in version.resources}
    assert (tmp_path / DATASET / "latest").readlink() == Path("1.0.0")
    assert {path.name for path in (tmp_path / DATASET).iterdir()} == {"1.0.0", "latest"}
    assert all(path.stat().st_mode & 0o222 == 0 for path in place.iterdir())
    assert folder.verify(tmp_path) == ()


def test_what_is_read_back_is_what_was_published(tmp_path: Path) -> None:
    version = publish(tmp_path, ONE).version
    state = folder.read_state(tmp_path, DATASET)
    assert version is not None
    assert state is not None
    assert state.number == VersionNumber(1, 0, 0)
    assert state.checksums == {each.name: each.sha256 for each in version.resources}
    assert folder.read_state(tmp_path, "otro") is None
    assert folder.read_state(tmp_path / "nada", DATASET) is None


def test_publishing_twice_publishes_once_and_touches_nothing(tmp_path: Path) -> None:
    publish(tmp_path, ONE)
    before = touched(tmp_path)
    assert publish(tmp_path, ONE).changes == ()
    assert touched(tmp_path) == before


def test_an_earlier_version_is_never_written_again(tmp_path: Path) -> None:
    publish(tmp_path, ONE)
    before = touched(tmp_path / DATASET / "1.0.0"), contents(tmp_path / DATASET / "1.0.0")
    assert str(publish(tmp_path, TWO).version.number) == "1.1.0"
    assert (touched(tmp_path / DATASET / "1.0.0"), contents(tmp_path / DATASET / "1.0.0")) == before
    assert (tmp_path / DATASET / "latest").readlink() == Path("1.1.0")
    assert folder.verify(tmp_path) == ()


def test_the_catalogue_lists_what_there_is_for_machines(tmp_path: Path) -> None:
    publish(tmp_path, ONE)
    publish(tmp_path, TWO)
    (entry,) = json.loads((tmp_path / "catalog.json").read_bytes())["conjuntos"]
    assert (entry["nombre"], entry["titulo"], entry["version"]) == (DATASET, "Avances de prueba", "1.1.0")
    assert entry["versiones"] == ["1.1.0", "1.0.0"]
    for file in entry["archivos"]:
        content = (tmp_path / file["ruta"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    assert len(entry["archivos"]) == len(list((tmp_path / DATASET / "1.1.0").iterdir()))


def test_a_plan_computed_against_another_state_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    publish(tmp_path, ONE)
    stale = propose(tmp_path, TWO)
    publish(tmp_path, THREE)
    before = contents(tmp_path)
    with pytest.raises(DestinationMovedError):
        folder.apply(tmp_path, stale)
    assert contents(tmp_path) == before


def test_a_version_that_was_once_published_is_not_written_over(tmp_path: Path) -> None:
    publish(tmp_path, ONE)
    publish(tmp_path, TWO)
    replace_link(tmp_path / DATASET / "latest", "1.0.0")
    before = contents(tmp_path / DATASET)
    with pytest.raises(DestinationMovedError, match=r"1\.1\.0"):
        publish(tmp_path, THREE)
    assert contents(tmp_path / DATASET) == before
    publish(tmp_path, TWO)
    assert (tmp_path / DATASET / "latest").readlink() == Path("1.1.0")


def test_bytes_that_do_not_come_back_are_not_published(tmp_path: Path) -> None:
    # a disk that loses what it is given: two resources of one name stand for it, only one can be read back
    publish(tmp_path, ONE)
    good = propose(tmp_path, TWO)
    assert good.version is not None
    before = contents(tmp_path)
    first, *rest = good.version.resources
    lying = dataclasses.replace(
        good.version, resources=(dataclasses.replace(first, content=Lying(first.content)), *rest)
    )
    with pytest.raises(BrokenPublicationError):
        folder.apply(tmp_path, dataclasses.replace(good, version=lying))
    assert contents(tmp_path) == before
    assert folder.verify(tmp_path) == ()


class Lying(bytes):
    """Bytes that reach the disk but are equal to nothing that is read from it."""

    __hash__ = bytes.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


def break_file(root: Path) -> None:
    path = root / DATASET / "1.0.0" / "avances.csv"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"x")


BREACHES = [
    (break_file, "avances/1.0.0/avances.csv: el archivo ya no es el que se publicó, su SHA-256 no coincide."),
    (lambda root: (root / DATASET / "1.0.0" / "linaje.csv").unlink(), "avances/1.0.0/linaje.csv: falta el archivo."),
    (
        lambda root: (root / DATASET / "1.0.0" / "x.csv").write_bytes(b""),
        "avances/1.0.0/x.csv: el archivo no es parte de la versión.",
    ),
    (
        lambda root: (root / DATASET / "1.0.0" / "SHA256SUMS").unlink(),
        "avances/1.0.0: la versión está incompleta, le falta SHA256SUMS.",
    ),
    (
        lambda root: replace_link(root / DATASET / "latest", "9.9.9"),
        "avances/latest: no lleva a ninguna versión completa.",
    ),
    (lambda root: (root / DATASET / "latest").unlink(), "avances/latest: no lleva a ninguna versión completa."),
    (
        lambda root: (root / "catalog.json").write_text("{}"),
        "catalog.json: no dice lo que hay en las carpetas.",
    ),
    (lambda root: (root / "catalog.json").unlink(), "catalog.json: no dice lo que hay en las carpetas."),
    (
        lambda root: (root / DATASET / JOURNAL).write_text("1.1.0"),
        "avances/.publicando: quedó una publicación a medias; la siguiente corrida la termina.",
    ),
]


@pytest.mark.parametrize(("breach", "told"), BREACHES, ids=[told for _, told in BREACHES])
def test_every_broken_promise_is_told_with_its_place(tmp_path: Path, breach, told: str) -> None:
    publish(tmp_path, ONE)
    publish(tmp_path, TWO)
    assert folder.verify(tmp_path) == ()
    breach(tmp_path)
    assert folder.verify(tmp_path) == (told,)


def test_a_catalogue_that_does_not_exist_breaks_no_promise(tmp_path: Path) -> None:
    assert folder.verify(tmp_path / "nada") == ()
    folder.repair(tmp_path / "nada")
    assert not (tmp_path / "nada").exists()


def test_repairing_is_finishing_what_was_whole_and_forgetting_what_was_not(tmp_path: Path) -> None:
    publish(tmp_path, ONE)
    publish(tmp_path, TWO)
    wanted = contents(tmp_path)
    replace_link(tmp_path / DATASET / "latest", "1.0.0")
    (tmp_path / DATASET / JOURNAL).write_text("1.1.0")
    folder.repair(tmp_path)
    assert contents(tmp_path) == wanted
    replace_link(tmp_path / DATASET / "latest", "1.0.0")
    (tmp_path / DATASET / JOURNAL).write_text("1.1.0")
    (tmp_path / DATASET / "1.1.0" / "linaje.csv").unlink()
    folder.repair(tmp_path)
    assert {path.name for path in (tmp_path / DATASET).iterdir()} == {"1.0.0", "latest"}
    assert folder.verify(tmp_path) == ()


def test_a_rehearsed_catalogue_has_what_is_planned_and_the_real_one_is_not_touched(tmp_path: Path) -> None:
    root = tmp_path / "catalogo"
    publish(root, ONE)
    before = touched(root)
    planned = propose(root, TWO)
    with folder.rehearse(root, [planned]) as place:
        assert (place / DATASET / "latest").readlink() == Path("1.1.0")
        assert contents(place / DATASET / "1.1.0").keys() == {each.name for each in planned.version.resources}
        assert contents(place / DATASET / "1.0.0") == contents(root / DATASET / "1.0.0")
    assert touched(root) == before
