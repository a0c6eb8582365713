"""`apertura acuse`, `verificar-acuse` and `llaves` at the terminal."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from apertura.feedback.acuse.code import brief, encode

pytestmark = pytest.mark.long

APERTURA = Path(sys.executable).parent / "apertura"
REPO = Path(__file__).parents[2]
EXAMPLE = REPO / "schemas" / "avance_linea_accion" / "examples" / "valido.csv"
WHOSE = ("--garante", "OG-19", "--periodo", "2024-T2")


@pytest.fixture
def run(tmp_path: Path):
    def order(*arguments: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
        settings = {
            "APERTURA_ESQUEMAS": str(REPO / "schemas"),
            "APERTURA_LLAVES": str(tmp_path / "llaves"),
            "SOURCE_DATE_EPOCH": "1735689600",
        }
        done = subprocess.run(
            [APERTURA, *arguments],
            cwd=tmp_path,
            env={**os.environ, **settings, **more},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done

    return order


def test_reception_and_publication_are_acknowledged_and_anybody_can_check_it(run, tmp_path: Path) -> None:
    assert run("llaves", "--crear", "--exportar", "publicas").returncode == 0
    assert run("recibir", EXAMPLE, *WHOSE).returncode == 0
    early = run("acuse", *WHOSE, "--publicado")
    assert (early.returncode, "todavía no hay nada publicado" in early.stderr) == (2, True)
    assert run("publicar", "--conjunto", "avance_linea_accion").returncode == 0
    for kind, form, more in (("recepcion", "pdf", ()), ("publicacion", "json", ("--publicado",))):
        assert run("acuse", *WHOSE, *more).returncode == 0
        name = f"acuse_{kind}_OG-19_2024-T2.{form}"
        # somebody who has the public keys alone
        checked = run("verificar-acuse", name, "--claves", "publicas/claves.json", APERTURA_LLAVES="nada")
        assert checked.returncode == 0, checked.stdout
        assert "es auténtico" in checked.stdout
    code = encode((tmp_path / name).read_bytes()) or ""
    for told, ended in ((code, 0), (brief((tmp_path / name).read_bytes()), 0), (code[:-1], 1)):
        assert run("verificar-acuse", name, "--codigo", told).returncode == ended
    (tmp_path / "codigo.txt").write_text(brief((tmp_path / name).read_bytes()) + "\n", encoding="utf-8")
    alone = run("verificar-acuse", "codigo.txt")
    assert (alone.returncode, "junto con el archivo del acuse" in alone.stdout) == (2, True)
    changed = (tmp_path / name).read_bytes().replace(b"OG-19", b"OG-20", 1)
    (tmp_path / name).write_bytes(changed)
    checked = run("verificar-acuse", name, "--claves", "publicas/claves.json")
    assert checked.returncode == 1
    assert "NO es auténtico" in checked.stdout


def test_without_a_key_the_acuse_says_that_it_is_not_signed(run) -> None:
    run("recibir", EXAMPLE, *WHOSE)
    done = run("acuse", *WHOSE)
    assert done.returncode == 0
    assert "este acuse va sin firma" in done.stderr
    checked = run("verificar-acuse", "acuse_recepcion_OG-19_2024-T2.json")
    assert checked.returncode == 1
    assert "no está firmado" in checked.stdout


def test_the_secret_half_is_for_its_owner_alone_and_never_in_a_repository_or_a_workspace(run, tmp_path: Path) -> None:
    assert run("llaves", "--crear").returncode == 0
    (secret,) = (tmp_path / "llaves").glob("*.secreta")
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    shown = run("llaves", "--exportar", "publicas").stdout
    assert secret.read_text() not in shown
    assert all(secret.read_text() not in path.read_text() for path in (tmp_path / "publicas").iterdir())
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    run("recibir", EXAMPLE, *WHOSE)
    for folder in ("repo/llaves", "data/llaves"):
        refused = run("llaves", "--crear", APERTURA_LLAVES=str(tmp_path / folder))
        assert refused.returncode == 2
        assert "una clave podría publicarse con él" in refused.stderr
        assert not (tmp_path / folder).exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("verificar-acuse", str(EXAMPLE)), 2, "no es un acuse, o está dañado"),
        (("verificar-acuse", "nada.pdf"), 2, "No se pudo leer o escribir «nada.pdf»"),
        (("verificar-acuse", str(EXAMPLE), "--claves", str(EXAMPLE)), 2, "no es un archivo de claves públicas"),
        (("acuse", *WHOSE), 2, "no hay ninguna entrega con acuse"),
        (("acuse", "--garante", "OG-99", "--periodo", "2024-T2"), 2, "No conocemos al organismo"),
    ],
)
def test_what_makes_no_sense_is_said_in_spanish(run, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert words in done.stdout + done.stderr
