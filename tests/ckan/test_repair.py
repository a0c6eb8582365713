"""Going back, rebuilding, retiring: at every CKAN that is supported."""

import dataclasses
import secrets
from pathlib import Path

import pytest
import requests

from apertura.errors import DestinationMovedError, PortalRefusedError
from apertura.model.version import VersionNumber
from apertura.publication import ckan as room
from apertura.publication.ckan.mapping.ids import dataset_id, resource_id
from tests.ckan.conftest import Ckan
from tests.ckan.reader import whole
from tests.ckan.workspace import Workspace, silent, tables


@pytest.fixture
def workspace(any_ckan: Ckan, tmp_path: Path) -> Workspace:
    return Workspace(tmp_path, f"avances-{secrets.token_hex(4)}", any_ckan.environment)


def go_back(workspace: Workspace, number: str) -> None:
    with workspace.reach(write=True) as portal:
        room.apply(portal, room.go_back(portal, workspace.name, VersionNumber.parse(number)), silent)


def version(ckan: Ckan, workspace: Workspace) -> str:
    found = whole(ckan, workspace.name)
    assert found is not None
    return found[0]


def test_who_goes_back_stays_there_until_a_later_version_comes(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    workspace.release(tables("uno", "mal"))
    workspace.to_portal()
    go_back(workspace, "1.0.0")
    assert version(any_ckan, workspace) == "1.0.0"
    assert workspace.to_portal().empty
    workspace.release(tables("uno", "bien"))
    workspace.to_portal()
    assert version(any_ckan, workspace) == "1.1.1"


def test_going_back_to_the_latest_ends_the_stay(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    workspace.release(tables("uno", "dos"))
    workspace.to_portal()
    go_back(workspace, "1.0.0")
    go_back(workspace, "1.1.0")
    assert version(any_ckan, workspace) == "1.1.0"
    assert workspace.to_portal().empty
    with pytest.raises(DestinationMovedError, match=r"no hay una versión 7\.0\.0"):
        go_back(workspace, "7.0.0")


def test_a_lost_portal_is_rebuilt_with_the_same_ids(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace = dataclasses.replace(workspace, environment={**workspace.environment, "CKAN_API_TOKEN": any_ckan.admin})
    workspace.release(tables("uno"))
    workspace.to_portal()
    before = any_ckan.act("package_show", id=workspace.name)
    any_ckan.act("dataset_purge", id=workspace.name)
    workspace.to_portal()
    after = any_ckan.act("package_show", id=workspace.name)
    assert before["id"] == after["id"] == dataset_id(workspace.name)
    assert [(each["id"], each["url"]) for each in before["resources"]] == [
        (each["id"], each["url"]) for each in after["resources"]
    ]
    with workspace.reach(write=False) as portal:
        assert room.verify(portal, workspace.name) == ()


def test_an_editor_rebuilds_with_the_same_ids_of_the_files(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    any_ckan.act("dataset_purge", id=workspace.name)
    workspace.to_portal()
    after = any_ckan.act("package_show", id=workspace.name)
    names = list(workspace.files("1.0.0"))
    assert {each["id"] for each in after["resources"]} == {resource_id(workspace.name, name) for name in names}


def test_a_dataset_deleted_by_hand_comes_back(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    any_ckan.act("package_delete", id=workspace.name)
    with workspace.reach(write=False) as portal:
        assert "nadie lo ve" in room.verify(portal, workspace.name)[0]
    workspace.to_portal()
    assert version(any_ckan, workspace) == "1.0.0"


def test_a_retired_dataset_says_so_and_keeps_every_file(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    before = whole(any_ckan, workspace.name)
    with workspace.reach(write=True) as portal:
        room.retire(portal, workspace.name, "El plan terminó.")
    workspace.to_portal()
    package = any_ckan.seen_by_anybody("package_show", id=workspace.name).json()["result"]
    assert "El plan terminó." in package["notes"]
    assert {"key": "estado", "value": "retirado"} in package["extras"]
    assert whole(any_ckan, workspace.name) == before
    with workspace.reach(write=True) as portal:
        room.retire(portal, workspace.name, None)
    workspace.to_portal()
    package = any_ckan.seen_by_anybody("package_show", id=workspace.name).json()["result"]
    assert {"key": "estado", "value": "vigente"} in package["extras"]
    assert "retirado" not in str(package)


def test_verification_names_what_is_broken_at_the_portal(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    id_ = resource_id(workspace.name, "cobertura.csv")
    requests.post(
        f"{any_ckan.front.behind}/api/3/action/resource_patch",
        data={"id": id_}, files={"upload": ("cobertura.csv", b"otra cosa")},
        headers={"Authorization": any_ckan.admin}, timeout=60,
    )  # fmt: skip
    any_ckan.act("package_patch", id=workspace.name, title="A mano")
    with workspace.reach(write=False) as portal:
        problems = room.verify(portal, workspace.name)
    assert any("cobertura.csv" in problem for problem in problems)
    assert any("«title» dice «A mano»" in problem for problem in problems)
    assert "lo cambió en el portal admin (admin), 20" in problems[-1]
    workspace.to_portal()
    with workspace.reach(write=False) as portal:
        assert room.verify(portal, workspace.name) == ()


def test_a_catalogue_that_does_not_know_what_the_portal_has_touches_nothing(
    any_ckan: Ckan, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    before = whole(any_ckan, workspace.name)
    other = Workspace(tmp_path / "otra", workspace.name, workspace.environment)
    other.release(tables("distinto"))
    with pytest.raises(DestinationMovedError, match="no conoce"):
        other.to_portal()
    assert whole(any_ckan, workspace.name) == before


def test_who_may_not_publish_is_told_whom_to_ask(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno"))
    stranger = dataclasses.replace(
        workspace, environment={**workspace.environment, "CKAN_API_TOKEN": "no-es-una-clave"}
    )
    with any_ckan.front.watched() as seen, pytest.raises(PortalRefusedError, match="Pida a quien administra"):
        stranger.to_portal()
    assert [request for request in seen if request.writes] == []


def test_what_is_too_large_for_the_portal_is_told_before_anything_is_sent(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables(*(secrets.token_hex(90) for _ in range(9_000))))
    limited = dataclasses.replace(workspace, environment={**workspace.environment, "CKAN_MAX_MIB": "1"})
    with any_ckan.front.watched() as seen, pytest.raises(PortalRefusedError, match="pasa de 1 MiB"):
        limited.to_portal()
    assert [request for request in seen if request.writes] == []
