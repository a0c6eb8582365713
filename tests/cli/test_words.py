"""The command line speaks Spanish, also in argparse's own words."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from apertura.cli.parser import LOCALE

WORDS = LOCALE / "es" / "LC_MESSAGES"
APERTURA = Path(sys.executable).parent / "apertura"


def test_the_compiled_words_are_those_of_the_catalogue() -> None:
    with (WORDS / "argparse.po").open("rb") as source, (WORDS / "argparse.mo").open("rb") as compiled:
        written, read = read_po(source), read_mo(compiled)
    assert {word.id: word.string for word in read if word.id} == {word.id: word.string for word in written if word.id}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "falta decir: ORDEN"),
        (["valida"], "no existe 'valida'"),
        (["validar"], "falta decir: ARCHIVO"),
        (["validar", "a.csv", "--formato", "docx"], "no existe 'docx'"),
        (["validar", "a.csv", "--rojo"], "no se reconoce: --rojo"),
        (["publicar", "--conjunto"], "falta su valor"),
    ],
)
def test_bad_usage_is_said_in_spanish_with_exit_code_2(arguments: list[str], words: str) -> None:
    done = subprocess.run([APERTURA, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert "error" not in done.stderr


@pytest.mark.parametrize(
    "order", ["", "validar", "recibir", "publicar", "aprobar", "nocturna", "verificar", "esquemas", "demo"]
)
def test_help_has_no_english_heading(order: str) -> None:
    done = subprocess.run([APERTURA, *order.split(), "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("uso: ")
    for english in ("usage", "options", "arguments:", "show this", "optional"):
        assert english not in done.stdout


def test_the_workspace_can_be_named_before_or_after_the_order(tmp_path: Path) -> None:
    root, schemas = tmp_path / "datos", Path(__file__).parents[2] / "schemas"
    before = [APERTURA, "--datos", root, "--esquemas", schemas, "verificar"]
    after = [APERTURA, "verificar", "--datos", root, "--esquemas", schemas]
    answers = [subprocess.run(order, capture_output=True, text=True, check=True).stdout for order in (before, after)]
    assert answers[0] == answers[1]
