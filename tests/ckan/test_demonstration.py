"""The whole demonstration at every CKAN that is supported: published, published again, one cell corrected."""

from pathlib import Path

from apertura.publication.ckan.mapping.ids import resource_id
from tests.ckan.conftest import Ckan
from tests.ckan.demonstration import clear, datasets, hand_in_with_another_cell, run, workspace
from tests.ckan.proxy import Request
from tests.ckan.reader import whole


def writing(seen: list[Request]) -> list[Request]:
    return [request for request in seen if request.writes]


def test_the_whole_demonstration_is_published_then_nothing_is_sent_then_one_cell_is_one_call(
    each_ckan: Ckan, demonstration: Path, tmp_path: Path
) -> None:
    root = workspace(demonstration, tmp_path)
    clear(each_ckan, datasets(root))
    plan = run("publicar", "--plan", "--datos", root, **each_ckan.environment)
    first = run("publicar", "--datos", root, **each_ckan.environment)
    assert (plan.returncode, first.returncode) == (0, 0), plan.stderr + first.stderr
    assert f"crear evento.csv ({resource_id('evento', 'evento.csv')})" in " ".join(plan.stdout.split())
    assert len(datasets(root)) > 30
    for name in datasets(root):
        assert f"{name}: el portal no lo tiene; se publica la versión 1.0.0" in plan.stdout
        assert f"{name}: la versión 1.0.0 está en el portal" in first.stdout
        assert each_ckan.seen_by_anybody("package_show", id=name).json()["result"]["version"] == "1.0.0"

    with each_ckan.front.watched() as seen:
        again = run("nocturna", "--datos", root, **each_ckan.environment)
    assert again.returncode == 0, again.stderr
    assert writing(seen) == []
    assert f"Portal {each_ckan.url}" in again.stdout

    hand_in_with_another_cell(root, "evento", "nombre")
    with each_ckan.front.watched() as seen:
        corrected = run("nocturna", "--datos", root, **each_ckan.environment)
    assert corrected.returncode == 0, corrected.stderr
    assert [request.action for request in writing(seen)] == ["package_revise", "datastore_upsert"]
    assert "evento: la versión 1.0.1 está en el portal" in corrected.stdout
    found = whole(each_ckan, "evento")
    assert found is not None
    assert found[0] == "1.0.1"
    id_ = each_ckan.seen_by_anybody("package_show", id="evento").json()["result"]["id"]
    assert {request.path.split("/")[2] for request in seen if request.downloads} == {id_}

    checked = run("verificar", "--ckan", "--datos", root, **each_ckan.environment)
    assert checked.returncode == 0, checked.stdout
    assert "todo coincide" in checked.stdout
