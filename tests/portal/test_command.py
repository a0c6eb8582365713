"""`apertura portal`, as the document says to install it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from apertura.storage.workspace import mark_demo
from tests.portal.conftest import MINE, REPO, SECRET

pytestmark = pytest.mark.long


def portal(root: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name("apertura")
    clean = {name: text for name, text in os.environ.items() if not name.startswith(("APERTURA_", "COV"))}
    said = {"APERTURA_PORTAL_SECRETO": SECRET, **environment}
    command = [program, "portal", *words, "--datos", str(root), "--esquemas", str(REPO / "schemas")]
    return subprocess.run(command, capture_output=True, text=True, env={**clean, **said}, check=False)


def test_from_nothing_to_an_invited_admin_whose_mail_is_a_file(tmp_path: Path) -> None:
    ran = portal(tmp_path / "datos", "servir", "--escuchar", "127.0.0.1:0")
    assert (ran.returncode, "apertura portal migrar" in ran.stderr) == (2, True)
    assert portal(tmp_path / "datos", "migrar").returncode == 0
    ran = portal(tmp_path / "datos", "invitar", "--correo", "admin@ejemplo.org", "--papel", "admin")
    assert ran.returncode == 0, ran.stderr
    [mail] = (tmp_path / "datos/salida/correo/cuentas").glob("*.eml")
    assert re.search(r"http://127.0.0.1:8791/enlace/[\w-]{43}", mail.read_text(encoding="utf-8"))
    again = portal(tmp_path / "datos", "invitar", "--correo", "admin@ejemplo.org", "--papel", "admin")
    assert (again.returncode, again.stderr) == (2, "Ya hay una cuenta con esa dirección.\n")


@pytest.mark.parametrize(
    ("words", "environment", "sentence"),
    [
        (("migrar",), {"APERTURA_PORTAL_SECRETO": ""}, "Falta APERTURA_PORTAL_SECRETO"),
        (("migrar",), {"APERTURA_PORTAL_BASE": "mysql://x"}, "APERTURA_PORTAL_BASE"),
        (("migrar",), {"APERTURA_PORTAL_BASE": "sqlite:////no/existe/x.sqlite3"}, "No se pudo abrir la base de datos"),
        (("migrar",), {"APERTURA_PORTAL_BASE": "postgresql://u:p@127.0.0.1:1/x"}, "No se pudo abrir la base de datos"),
        (("invitar", "--correo", "nada"), {}, "Escriba una dirección de correo"),
        (("invitar", "--correo", "a@b.mx", "--organismo", "OG-77"), {}, "No conocemos al organismo «OG-77»"),
        (("demo",), {}, "no es de demostración"),
        (("servir", "--escuchar", "donde sea"), {}, "LUGAR"),
    ],
)
def test_what_makes_no_sense_is_one_sentence_and_exit_code_2(
    tmp_path: Path, words: tuple[str, ...], environment: dict[str, str], sentence: str
) -> None:
    portal(tmp_path, "migrar")
    ran = portal(tmp_path, *words, **environment)
    assert (ran.returncode, sentence in ran.stderr) == (2, True), ran.stderr
    assert ran.stderr.count("\n") == 1, ran.stderr


def test_demonstration_accounts_are_opened_where_a_demonstration_is_and_twice_is_once(tmp_path: Path) -> None:
    mark_demo(tmp_path)
    first, second = portal(tmp_path, "demo"), portal(tmp_path, "demo")
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert "enlace-" in first.stdout
    assert MINE not in first.stderr
