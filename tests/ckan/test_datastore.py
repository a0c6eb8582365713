"""The DataStore's table: typed and described from the schema, never empty, never a row twice, compared in the end."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from apertura.publication import ckan as room
from apertura.publication.ckan.mapping.ids import resource_id
from tests.ckan.conftest import Ckan
from tests.ckan.proxy import Fault, Request, page
from tests.ckan.workspace import Workspace, tables


@pytest.fixture
def workspace(each_ckan: Ckan, tmp_path: Path) -> Workspace:
    return Workspace(tmp_path, f"avances-{secrets.token_hex(4)}", each_ckan.environment)


def table(workspace: Workspace) -> str:
    return resource_id(workspace.name, f"{workspace.name}.csv")


def records(ckan: Ckan, workspace: Workspace, **more: str) -> list[dict[str, Any]]:
    said = {"resource_id": table(workspace), "sort": "numero", "limit": "32000", **more}
    answer = ckan.seen_by_anybody("datastore_search", **said)
    assert answer.ok, answer.text
    return list(answer.json()["result"]["records"])


def values(ckan: Ckan, workspace: Workspace, **more: str) -> list[str]:
    return [record["clave"] for record in records(ckan, workspace, **more)]


Seen = list[list[int] | None]


@contextmanager
def polled(ckan: Ckan, workspace: Workspace) -> Iterator[Seen]:
    """What a reader who asks all the time sees: the keys of every answer, None where there is no table to be seen."""
    seen: Seen = []
    over = threading.Event()

    def poll() -> None:
        while not over.is_set():
            said = {"resource_id": table(workspace), "sort": "numero", "limit": "32000"}
            answer = ckan.seen_by_anybody("datastore_search", **said)
            assert answer.status_code in {200, 403, 404}, answer.text
            keys = [record["numero"] for record in answer.json()["result"]["records"]] if answer.ok else None
            seen.append(keys)

    reader = threading.Thread(target=poll)
    reader.start()
    try:
        yield seen
    finally:
        over.set()
        reader.join()


def test_the_table_has_the_schemas_types_words_and_key_and_a_view(each_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno", 'dos «2», "tres"\ny cuatro'))
    workspace.to_portal()
    answer = each_ckan.seen_by_anybody("datastore_search", resource_id=table(workspace), sort="numero").json()["result"]
    types = {field["id"]: field["type"] for field in answer["fields"]}
    assert types == {
        "_id": "int", "organismo_id": "text", "periodo_id": "text", "numero": "int8", "avance": "numeric",
        "estatus": "text", "corte": "date", "publico": "bool", "anio": "int8", "clave": "text",
    }  # fmt: skip
    [avance] = [field for field in answer["fields"] if field["id"] == "avance"]
    assert avance["info"] == {"label": "Avance", "notes": "Qué es avance.", "unit": "%"}
    first, second = answer["records"]
    assert (first["avance"], first["corte"], first["publico"], first["clave"]) == (12.5, "2024-03-31", True, "uno")
    assert second["clave"] == 'dos «2», "tres"\ny cuatro'
    views = each_ckan.seen_by_anybody("resource_view_list", id=table(workspace)).json()["result"]
    assert [view["view_type"] for view in views].count("datatables_view") == 1
    with workspace.reach(write=False) as portal:
        assert room.verify(portal, workspace.name) == ()
    assert workspace.to_portal().empty


def test_who_reads_while_it_is_first_loaded_sees_nothing_or_all_of_it(each_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables(*(f"fila {place}" for place in range(300))))
    with polled(each_ckan, workspace) as seen:
        workspace.to_portal()
    assert len(seen) > 2
    assert seen[0] is None
    assert [keys for keys in seen if keys not in (None, [*range(1, 301)])] == []


def test_who_reads_while_rows_change_never_sees_no_rows_nor_a_row_twice(each_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables(*(f"antes {place}" for place in range(300))))
    workspace.to_portal()
    workspace.release(tables(*(f"después {place}" for place in range(200))))
    with polled(each_ckan, workspace) as seen:
        workspace.to_portal()
    lengths = [len(keys) for keys in seen if keys is not None]
    assert len(lengths) == len(seen) > 2
    assert min(lengths) >= 200
    assert all(len(keys) == len(set(keys)) for keys in seen if keys)
    assert values(each_ckan, workspace) == [f"después {place}" for place in range(200)]


def test_who_reads_while_all_keys_change_sees_a_tenth_more_rows_at_most(each_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables(*(f"fila {place}" for place in range(300))))
    workspace.to_portal()
    workspace.release(tables(*(f"fila {place}" for place in range(300)), first=1001))
    with polled(each_ckan, workspace) as seen:
        workspace.to_portal()
    lengths = {len(keys) for keys in seen if keys is not None}
    assert None not in seen
    assert lengths <= set(range(300, 331))
    assert [record["numero"] for record in records(each_ckan, workspace)] == list(range(1001, 1301))


@pytest.mark.parametrize("change", ["a field comes", "a field goes", "a field changes its type"])
def test_who_reads_while_fields_change_sees_every_row_or_for_a_moment_no_table(
    each_ckan: Ckan, workspace: Workspace, change: str
) -> None:
    fields = workspace.fields
    rows = [f"fila {place}" for place in range(300)]
    workspace.release(tables(*rows))
    workspace.to_portal()
    workspace.fields = {
        "a field comes": [*fields, {"name": "nota", "type": "string", "title": "Nota", "description": "Qué es nota."}],
        "a field goes": [field for field in fields if field["name"] != "publico"],
        "a field changes its type": [
            {**field, "type": "string"} if field["name"] == "corte" else field for field in fields
        ],
    }[change]
    said = {"a field comes": {"nota": "nueva"}, "a field changes its type": {"corte": "2024-03-31"}}.get(change, {})
    workspace.release(tables(*rows, fields=workspace.fields, **said))
    with polled(each_ckan, workspace) as seen:
        workspace.to_portal()
    stands = change == "a field comes" or (change == "a field goes" and each_ckan.kind.version > "2.11")
    assert [keys for keys in seen if keys not in (None, [*range(1, 301)])] == []
    assert not (stands and None in seen)
    with workspace.reach(write=False) as portal:
        assert room.verify(portal, workspace.name) == ()


def test_only_rows_that_differ_are_sent_and_the_text_search_finds_the_new_ones(
    each_ckan: Ckan, workspace: Workspace
) -> None:
    workspace.release(tables("uno", "dos", "tres"))
    workspace.to_portal()
    workspace.release(tables("uno", "corregido", "tres"))
    with each_ckan.front.watched() as seen:
        workspace.to_portal()
    assert [request.action for request in seen if request.writes] == ["package_revise", "datastore_upsert"]
    assert values(each_ckan, workspace, q="corregido") == ["corregido"]
    assert values(each_ckan, workspace, q="dos") == []


def test_a_row_changed_by_hand_is_told_by_verification_and_a_rebuilding_makes_it_good(
    each_ckan: Ckan, workspace: Workspace
) -> None:
    workspace.release(tables("uno", "dos"))
    workspace.to_portal()
    key = {"organismo_id": "OG-01", "periodo_id": "2024-T1", "numero": 2}
    each_ckan.act("datastore_upsert", resource_id=table(workspace), force=True, method="update",
                 records=[{**key, "clave": "a mano"}])  # fmt: skip
    with workspace.reach(write=True) as portal:
        [problem] = room.verify(portal, workspace.name)
        assert "DataStore" in problem
        room.distrust(portal, workspace.name)
    workspace.to_portal()
    assert values(each_ckan, workspace) == ["uno", "dos"]


def test_a_load_that_breaks_off_is_finished_by_sending_only_what_is_missing(
    each_ckan: Ckan, workspace: Workspace
) -> None:
    workspace.release(tables("uno"))
    workspace.to_portal()
    workspace.release(tables("UNO", "dos"))

    def loading(request: Request) -> bool:
        return request.action == "datastore_upsert"

    lost = Fault(loading, after=lambda _, __: page(502, "Bad Gateway"))
    with each_ckan.front.broken(lost), each_ckan.front.watched() as seen:
        workspace.to_portal()
    assert lost.hits == 1
    assert len([request for request in seen if loading(request)]) == 2
    assert values(each_ckan, workspace) == ["UNO", "dos"]


def test_decimals_stay_as_they_were_published(each_ckan: Ckan, workspace: Workspace) -> None:
    workspace.release(tables("uno", avance=Decimal("0.10")))
    workspace.to_portal()
    answer = each_ckan.seen_by_anybody("datastore_search", resource_id=table(workspace), records_format="csv")
    assert ",0.10," in answer.json()["result"]["records"]
