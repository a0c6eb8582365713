"""The commands an operator types, over the whole demonstration, against a real CKAN."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from tests.ckan.conftest import Ckan
from tests.ckan.instances import REPO
from tests.ckan.reader import whole

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PROGRAM = "import sys; from apertura.cli import main; sys.exit(main())"


def run(*arguments: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(REPO / "src"), "APERTURA_ESQUEMAS": str(REPO / "schemas"), **more}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demostracion") / "datos"
    done = run("demo", "--datos", root)
    assert done.returncode == 0, done.stderr
    return root


def datasets(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "published").iterdir() if path.is_dir())


def workspace(ckan: Ckan, demonstration: Path, place: Path, *, anew: bool = False) -> Path:
    """A workspace of the demonstration; ``anew``, nothing of it is at the portal."""
    root = place / "datos"
    shutil.copytree(demonstration, root, symlinks=True)
    for name in datasets(root) if anew else ():
        if ckan.seen_by_anybody("package_show", id=name).ok:
            ckan.act("dataset_purge", id=name)
    return root


def test_the_whole_demonstration_is_published_and_the_second_time_nothing_is_sent(
    ckan: Ckan, demonstration: Path, tmp_path: Path
) -> None:
    root = workspace(ckan, demonstration, tmp_path, anew=True)
    plan = run("publicar", "--plan", "--datos", root, **ckan.environment)
    first = run("publicar", "--datos", root, **ckan.environment)
    assert (plan.returncode, first.returncode) == (0, 0), plan.stderr + first.stderr
    for name in datasets(root):
        assert f"{name}: el portal no lo tiene; se publica la versión 1.0.0" in plan.stdout
        assert f"{name}: la versión 1.0.0 está en el portal" in first.stdout
        found = whole(ckan, name)
        assert found is not None
        assert found[0] == "1.0.0"
    with ckan.front.watched() as seen:
        again = run("nocturna", "--datos", root, **ckan.environment)
    assert again.returncode == 0, again.stderr
    assert [request.action for request in seen if request.writes] == []
    assert f"Portal {ckan.url}" in again.stdout
    checked = run("verificar", "--ckan", "--datos", root, **ckan.environment)
    assert checked.returncode == 0, checked.stdout
    assert "todo coincide" in checked.stdout


def test_what_is_broken_at_the_portal_is_told_with_its_exit_code_and_mended(
    ckan: Ckan, demonstration: Path, tmp_path: Path
) -> None:
    root = workspace(ckan, demonstration, tmp_path)
    name = datasets(root)[0]
    run("publicar", "--datos", root, **ckan.environment)
    ckan.act("package_patch", id=name, title="A mano")
    checked = run("verificar", "--ckan", "--datos", root, **ckan.environment)
    assert checked.returncode == 1
    assert "«title» dice «A mano»" in checked.stdout
    plan = run("publicar", "--plan", "--datos", root, **ckan.environment)
    assert "alguien lo cambió a mano" in plan.stdout
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
    root = workspace(ckan, demonstration, tmp_path)
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
    root = workspace(ckan, demonstration, tmp_path)
    run("publicar", "--datos", root, **ckan.environment)
    name = datasets(root)[0]
    page = requests.get(f"{ckan.front.behind}/dataset/{name}", timeout=60).text
    for said in ("Diccionario de datos", "Huellas de los archivos", "Responsable de datos abiertos", "Parquet"):
        assert said in page
