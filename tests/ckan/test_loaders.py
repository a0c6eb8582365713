"""Portals that load what is uploaded into the DataStore by themselves: left to them, told, checked."""

import secrets
import time
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from apertura.publication import ckan as room
from apertura.publication.ckan.mapping.ids import resource_id
from tests.ckan.conftest import Ckan, Start
from tests.ckan.reader import whole
from tests.ckan.workspace import Workspace, tables


@pytest.fixture
def xloader(start: Start) -> Ckan:
    """A CKAN with ckanext-xloader and the worker that does its loads."""
    return start("2.12-xloader")


@pytest.fixture
def datapusher(start: Start) -> Ckan:
    """A CKAN that sends what is uploaded to a DataPusher, which is not there."""
    return start("2.12-datapusher")


def workspace(ckan: Ckan, place: Path) -> Workspace:
    return Workspace(place, f"avances-{secrets.token_hex(4)}", ckan.environment)


def loaded(ckan: Ckan, workspace: Workspace, *values: str) -> None:
    """Wait until the portal's own loader is done."""
    table = resource_id(workspace.name, f"{workspace.name}.csv")
    there: list[str] = []
    for _ in range(240):
        # a load may hold its table locked
        with suppress(requests.Timeout):
            answer = ckan.seen_by_anybody("datastore_search", resource_id=table, sort="numero")
            if answer.ok:
                there = [record["clave"] for record in answer.json()["result"]["records"]]
                if there == [*values]:
                    return
        time.sleep(0.5)
    log = (ckan.folder / "log" / "worker.log").read_text(encoding="utf-8", errors="replace")
    raise AssertionError(f"the loader left {there}; it says: …{log[-4000:]}")


def verified(workspace: Workspace) -> tuple[str, ...]:
    with workspace.reach(write=False) as portal:
        return room.verify(portal, workspace.name)


def test_with_xloader_the_table_is_its_own_and_every_promise_of_ours_holds(xloader: Ckan, tmp_path: Path) -> None:
    made = workspace(xloader, tmp_path)
    made.release(tables("uno", "dos"))
    with xloader.front.watched() as seen:
        made.to_portal()
    assert not [request for request in seen if request.action.startswith("datastore_") and request.writes]
    loaded(xloader, made, "uno", "dos")
    with xloader.front.watched() as seen:
        assert made.to_portal().empty
    assert [request for request in seen if request.writes] == []
    assert verified(made) == ()


def test_with_xloader_a_correction_is_one_call_and_its_table_is_checked(xloader: Ckan, tmp_path: Path) -> None:
    made = workspace(xloader, tmp_path)
    made.release(tables("uno", "dos"))
    made.to_portal()
    number = made.release(tables("uno", "DOS"))
    # at once, while the loader may still work on the version before
    with xloader.front.watched() as seen:
        made.to_portal()
    assert {request.action for request in seen if request.writes} == {"package_revise", "xloader_submit"}
    found = whole(xloader, made.name)
    assert found is not None
    assert found[0] == number
    loaded(xloader, made, "uno", "DOS")
    assert verified(made) == ()
    table = resource_id(made.name, f"{made.name}.csv")
    xloader.act("datastore_delete", resource_id=table, force=True, filters={"clave": "uno"})
    [problem] = [problem for problem in verified(made) if "DataStore" in problem]
    assert "la carga el portal (xloader)" in problem
    assert made.to_portal().empty


def test_who_publishes_is_told_of_the_loader(xloader: Ckan, tmp_path: Path) -> None:
    with workspace(xloader, tmp_path).reach(write=True) as portal:
        assert any("(xloader)" in advice for advice in portal.advice)


def test_with_datapusher_the_files_are_published_and_the_table_that_it_owes_is_told(
    datapusher: Ckan, tmp_path: Path
) -> None:
    made = workspace(datapusher, tmp_path)
    number = made.release(tables("uno", "dos"))
    with made.reach(write=True) as portal:
        assert any("(datapusher)" in advice for advice in portal.advice)
    made.to_portal()
    found = whole(datapusher, made.name)
    assert found is not None
    assert found[0] == number
    [problem] = verified(made)
    assert "no tiene la tabla" in problem
    assert "la carga el portal (datapusher)" in problem
    assert made.to_portal().empty


def test_the_pages_of_a_portal_with_a_loader_show_the_table(xloader: Ckan, tmp_path: Path) -> None:
    made = workspace(xloader, tmp_path)
    made.release(tables("uno"))
    made.to_portal()
    loaded(xloader, made, "uno")
    table = resource_id(made.name, f"{made.name}.csv")
    address = f"{xloader.front.behind}/dataset/{made.name}/resource/{table}"
    for _ in range(120):
        # the loader makes the view after the table
        if "datatables" in requests.get(address, timeout=60).text:
            return
        time.sleep(0.5)
    raise AssertionError("the page shows no table")
