"""Publication to every CKAN that is supported: what is there, what stays, what is never seen half."""

import dataclasses
import hashlib
import logging
import re
import secrets
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
import requests

from apertura.errors import BrokenPublicationError, DestinationMovedError
from apertura.publication.ckan.mapping.ids import resource_id
from apertura.publication.ckan.planning.describe import describe
from tests.ckan.conftest import Ckan
from tests.ckan.proxy import Fault, Request
from tests.ckan.workspace import Workspace, tables


@pytest.fixture
def workspace(any_ckan: Ckan, tmp_path: Path) -> Workspace:
    return Workspace(tmp_path, f"avances-{secrets.token_hex(4)}", any_ckan.environment)


def shown(ckan: Ckan, name: str) -> dict:
    answer = ckan.seen_by_anybody("package_show", id=name)
    assert answer.ok, answer.text
    return answer.json()["result"]


def downloaded(ckan: Ckan, name: str) -> dict[str, bytes]:
    """Every file as anybody gets it, by the name it was published under."""
    return {each["id"]: requests.get(each["url"], timeout=60).content for each in shown(ckan, name)["resources"]}


def by_id(workspace: Workspace, number: str) -> dict[str, bytes]:
    return {resource_id(workspace.name, name): content for name, content in workspace.files(number).items()}


def writing(seen: list[Request]) -> list[str]:
    return [request.action for request in seen if request.writes]


def test_a_version_is_there_for_anybody_whole_and_said_in_the_portals_words(
    any_ckan: Ckan, workspace: Workspace
) -> None:
    number = workspace.release(tables("uno", "dos"))
    workspace.to_portal()
    package = shown(any_ckan, workspace.name)
    assert downloaded(any_ckan, workspace.name) == by_id(workspace, number)
    assert (package["version"], package["title"], package["private"]) == ("1.0.0", "Avances de prueba", False)
    assert (package["license_id"], package["organization"]["name"]) == ("CC-BY-4.0", "snt")
    assert [group["name"] for group in package["groups"]] == ["estado-abierto"]
    assert [tag["name"] for tag in package["tags"]] == ["avance"]
    first = package["resources"][0]
    assert (first["format"], first["sha256"]) == (
        "CSV",
        hashlib.sha256(workspace.files(number)[f"{workspace.name}.csv"]).hexdigest(),
    )
    assert [each["position"] for each in package["resources"]] == list(range(len(package["resources"])))
    said = str(package)
    for meant in ("QUARTERLY", "data-theme/GOVE", "country/MEX", "2024-01-01", "language/SPA", "table.schema.json"):
        assert meant in said


def test_publishing_again_sends_nothing_and_downloads_nothing(
    any_ckan: Ckan, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "apertura.publication.ckan")
    number = workspace.release(tables("uno"))
    workspace.to_portal()
    with any_ckan.front.watched() as seen:
        assert workspace.to_portal().empty
    assert writing(seen) == []
    assert [request for request in seen if request.downloads] == []
    logged = [vars(record) for record in caplog.records]
    assert [(each["que"], each["conjunto"], each["version"]) for each in logged] == [("portal", workspace.name, number)]


def test_one_corrected_cell_is_one_call_with_only_the_files_that_differ_and_one_row(
    any_ckan: Ckan, workspace: Workspace
) -> None:
    before = workspace.files(workspace.release(tables("uno", "dos")))
    workspace.to_portal()
    after = workspace.files(number := workspace.release(tables("uno", "DOS")))
    with any_ckan.front.watched() as seen:
        changeset = workspace.to_portal()
    assert writing(seen) == ["package_revise", "datastore_upsert"]
    assert changeset.uploads == {name for name in after if before.get(name) != after[name]}
    assert "periodo.csv" not in changeset.uploads
    assert downloaded(any_ckan, workspace.name) == by_id(workspace, number)
    assert shown(any_ckan, workspace.name)["version"] == number


def test_fifty_publications_keep_every_id_and_every_address(each_ckan: Ckan, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, f"avances-{secrets.token_hex(4)}", each_ckan.environment)
    seen = set()
    for turn in range(50):
        workspace.release(tables("uno", f"vuelta {turn}"))
        workspace.to_portal()
        package = shown(each_ckan, workspace.name)
        seen.add((package["id"], *((each["id"], each["url"]) for each in package["resources"])))
    assert len(seen) == 1
    assert package["version"] == "1.0.49"


def test_nobody_sees_a_first_version_before_it_is_proven(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno"))
    looked = []
    ask = any_ckan.front.fault

    def look_meanwhile(request: Request) -> None:
        if request.writes:
            looked.append((request.action, any_ckan.seen_by_anybody("package_show", id=workspace.name).status_code))
        return ask(request)

    any_ckan.front.fault = look_meanwhile
    try:
        workspace.to_portal()
    finally:
        any_ckan.front.fault = ask
    # refused first: only an administrator may choose a dataset's id
    assert [action for action, _ in looked if action.startswith("package")] == [
        "package_create",
        "package_create",
        "package_revise",
        "package_revise",
    ]
    assert {status for _, status in looked} <= {403, 404}
    assert shown(any_ckan, workspace.name)["version"] == "1.0.0"


def test_a_hand_edit_between_plan_and_application_is_not_lost(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    workspace.release(tables("uno", "dos"))
    changeset = workspace.propose()
    any_ckan.act("package_patch", id=workspace.name, title="A mano")
    with pytest.raises(DestinationMovedError, match="Alguien más"):
        workspace.apply(changeset)
    package = shown(any_ckan, workspace.name)
    assert (package["title"], package["version"]) == ("A mano", "1.0.0")
    assert downloaded(any_ckan, workspace.name) == by_id(workspace, "1.0.0")


def test_what_others_added_stays_and_what_they_changed_of_ours_is_told_and_made_good(
    any_ckan: Ckan, workspace: Workspace
) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    package = shown(any_ckan, workspace.name)
    extras = [*package.get("extras", []), {"key": "de_otros", "value": "sí"}]
    any_ckan.act(
        "package_patch", id=package["id"], notes="Otra cosa", extras=extras, tags=[*package["tags"], {"name": "otra"}]
    )
    any_ckan.act("resource_create", package_id=package["id"], name="Nota de prensa", url="https://example.org/nota.pdf")
    changeset = workspace.propose()
    assert [each.field for each in changeset.drift] == ["notes"]
    assert [hand.user for hand in changeset.hands] == ["admin", "admin"]
    assert re.search(
        r"cambió a mano en el portal: admin \(admin\), 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC;", describe(changeset)
    )
    workspace.release(tables("uno", "dos"))
    workspace.to_portal()
    package = shown(any_ckan, workspace.name)
    assert package["notes"].startswith("Qué avanzó")
    assert {"key": "de_otros", "value": "sí"} in package["extras"]
    assert {tag["name"] for tag in package["tags"]} == {"avance", "otra"}
    assert package["resources"][-1]["name"] == "Nota de prensa"
    assert package["version"] == "1.1.0"


def test_a_file_replaced_by_hand_is_noticed_without_downloading_the_others(
    any_ckan: Ckan, workspace: Workspace
) -> None:
    number = workspace.release(tables("uno"))
    workspace.to_portal()
    id_ = resource_id(workspace.name, "diccionario.csv")
    answer = requests.post(
        f"{any_ckan.front.behind}/api/3/action/resource_patch",
        data={"id": id_}, files={"upload": ("diccionario.csv", b"otra cosa")},
        headers={"Authorization": any_ckan.admin}, timeout=60,
    )  # fmt: skip
    assert answer.ok, answer.text
    with any_ckan.front.watched() as seen:
        changeset = workspace.propose()
    assert changeset.uploads == {"diccionario.csv"}
    assert [(each.file, each.field) for each in changeset.drift] == [("diccionario.csv", "contenido")]
    assert len([request for request in seen if request.downloads]) == 1
    workspace.to_portal()
    assert downloaded(any_ckan, workspace.name) == by_id(workspace, number)


def test_a_file_that_a_version_no_longer_has_is_marked_and_stays(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    extra = workspace.files("1.0.0")
    workspace.put("2.0.0", "1.0.0", without="periodo.csv")
    workspace.to_portal()
    package = shown(any_ckan, workspace.name)
    [marked] = [each for each in package["resources"] if each.get("estado") == "retirado"]
    assert marked["id"] == resource_id(workspace.name, "periodo.csv")
    assert requests.get(marked["url"], timeout=60).content == extra["periodo.csv"]
    assert workspace.to_portal().empty


def test_two_publishers_at_once_one_wins_and_the_other_says_so(
    any_ckan: Ckan, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    number = workspace.release(tables("uno", "dos"))
    shutil.copytree(workspace.root, other := tmp_path.with_name(f"{tmp_path.name}-otra"), symlinks=True)
    both, ask = threading.Barrier(2, timeout=60), any_ckan.front.fault
    left = iter([both, both])

    def together(request: Request) -> Fault | None:
        if request.action == "package_revise" and (barrier := next(left, None)):
            barrier.wait()
        return ask(request)

    any_ckan.front.fault = together
    try:
        publishers = [
            subprocess.Popen(each.command(), env=each.process_environment, stderr=subprocess.PIPE, text=True)
            for each in (workspace, dataclasses.replace(workspace, root=other))
        ]
        said = [publisher.communicate(timeout=120)[1] for publisher in publishers]
    finally:
        any_ckan.front.fault = ask
    assert sorted(publisher.returncode for publisher in publishers) == [0, 1]
    assert "Alguien más cambió" in "".join(said)
    assert downloaded(any_ckan, workspace.name) == by_id(workspace, number)
    workspace.to_portal()
    assert workspace.to_portal().empty
    assert downloaded(any_ckan, workspace.name) == by_id(workspace, number)


def test_a_version_that_the_portal_cannot_take_leaves_the_one_before(any_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    workspace.release(tables("uno", *(secrets.token_hex(90) for _ in range(70_000))))
    with pytest.raises(BrokenPublicationError, match=r"volvió a la 1\.0\.0"):
        workspace.to_portal()
    assert shown(any_ckan, workspace.name)["version"] == "1.0.0"
    assert downloaded(any_ckan, workspace.name) == by_id(workspace, "1.0.0")
