"""The commands an operator types, against a real CKAN that has the demonstration."""

import json
from pathlib import Path

import requests

from apertura.storage.lease import hold
from tests.ckan.conftest import Ckan
from tests.ckan.demonstration import clear, datasets, run, workspace

SOME = ("capacitacion", "evento", "publicacion")


def test_what_is_broken_at_the_portal_is_told_with_its_exit_code_and_mended(
    ckan: Ckan, demonstration: Path, tmp_path: Path
) -> None:
    root = workspace(demonstration, tmp_path, *SOME)
    clear(ckan, datasets(root))
    name = datasets(root)[0]
    run("publicar", "--datos", root, **ckan.environment)
    ckan.act("package_patch", id=name, title="A mano")
    checked = run("verificar", "--ckan", "--datos", root, **ckan.environment)
    assert checked.returncode == 1
    assert "«title» dice «A mano»" in checked.stdout
    with hold(root):
        beside = run("verificar", "--ckan", "--datos", root, **ckan.environment)
    assert (beside.returncode, "A mano" in beside.stdout) == (2, False)
    assert "Otro proceso está trabajando" in beside.stderr
    plan = run("publicar", "--plan", "--datos", root, **ckan.environment)
    assert "alguien lo cambió a mano en el portal: admin (admin), 20" in plan.stdout
    assert "dice «A mano»; vuelve a «" in plan.stdout
    ckan.act("dataset_purge", id=name)
    rebuilt = run("reconstruir", "--ckan", "--datos", root, **ckan.environment)
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert f"{name}: en el portal, versión 1.0.0" in rebuilt.stdout
    retired = run("retirar", name, "--motivo", "Terminó el plan.", "--datos", root, **ckan.environment)
    assert (retired.returncode, "marcado como retirado" in retired.stdout) == (0, True), retired.stderr
    back = run("retirar", name, "--deshacer", "--datos", root, **ckan.environment)
    assert "ya no está retirado" in back.stdout
    went = run("revertir", name, "9.9.9", "--datos", root, **ckan.environment)
    assert (went.returncode, "no hay una versión 9.9.9" in went.stderr) == (2, True)
    assert run("verificar", "--ckan", "--datos", root, **ckan.environment).returncode == 0


def test_a_portal_that_is_down_stops_nothing_of_the_folders(ckan: Ckan, demonstration: Path, tmp_path: Path) -> None:
    root = workspace(demonstration, tmp_path, *SOME)
    nowhere = {**ckan.environment, "CKAN_URL": "http://127.0.0.1:9", "CKAN_ATTEMPTS": "2"}
    done = run("nocturna", "--datos", root, **nowhere)
    assert done.returncode == 3
    assert "no contestó" in done.stderr
    assert run("verificar", "--datos", root).returncode == 0


def test_the_licences_are_given_in_the_form_that_ckan_reads() -> None:
    [*licences] = json.loads(run("esquemas", "--licencias").stdout)
    assert "libre-uso-mx" in {each["id"] for each in licences}
    assert all({"id", "title", "url", "status", "od_conformance"} <= each.keys() for each in licences)


def test_the_pages_of_a_portal_show_what_was_published(ckan: Ckan, demonstration: Path, tmp_path: Path) -> None:
    root = workspace(demonstration, tmp_path, *SOME)
    clear(ckan, datasets(root))
    run("publicar", "--datos", root, **ckan.environment)
    name = datasets(root)[0]
    page = requests.get(f"{ckan.front.behind}/dataset/{name}", timeout=60).text
    for said in ("Diccionario de datos", "Huellas de los archivos", "Responsable de datos abiertos", "Parquet"):
        assert said in page
