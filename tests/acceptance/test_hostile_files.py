"""Files that are not what they say: one clear sentence in Spanish, the documented exit code, no traceback."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

HEADINGS = ["Organismo", "Periodo"]


def workbook(*rows: list[str]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def encrypted(content: bytes) -> bytes:
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("secreto", buffer)
    return buffer.getvalue()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _parts(workbook(["a"])).items():
            package.writestr(name, content)
        package.writestr("xl/media/relleno.bin", bytes(2**30))
    return buffer.getvalue()


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


CASES = {
    "corrupt.xlsx": (workbook(["a", "b"])[:-400], "dañado"),
    "empty.xlsx": (b"", "vacío"),
    "empty.csv": (b"", "vacío"),
    "password.xlsx": (encrypted(workbook(["a"])), "contraseña"),
    "text.xlsx": (b"esto no es un libro de Excel\n", "es de otro tipo"),
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + os.urandom(64), "es de otro tipo"),
    "document.pdf": (b"%PDF-1.7\n", ".pdf"),
    "bomb.xlsx": (bomb(), "grande"),
    "foreign.xlsx": (workbook(["apodo", "edad"], ["x", "1"]), "ningún encabezado conocido"),
    "no rows at all.xlsx": (workbook(), "ningún encabezado conocido"),
    "../escape.csv": ("á,é\n1,2\n".encode("utf-16"), "ningún encabezado conocido"),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("order", ["validar", "recibir"])
def test_a_file_that_cannot_be_read_is_refused_in_one_clear_sentence(apertura, tmp_path, name, order) -> None:
    content, word = CASES[name]
    file = tmp_path / Path(name).name
    file.write_bytes(content)
    done = apertura(order, file, "--garante", "OG-01", "--periodo", "2024-T1", "--datos", tmp_path / "datos")
    assert done.returncode == 2
    assert word in " ".join(done.stdout.split())
    assert not done.stderr


def test_headings_without_rows_are_returned(apertura, tmp_path, repo) -> None:
    header = (repo / "schemas/avance_linea_accion/examples/valido.csv").read_text().splitlines()[0]
    file = tmp_path / "sin filas.csv"
    file.write_text(f"{header}\n")
    done = apertura("validar", file, "--garante", "OG-01", "--periodo", "2024-T1")
    assert done.returncode == 1
    assert "filas" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--garante", "OG-99", "--periodo", "2024-T1"], "OG-99"),
        (["--garante", "OG-01", "--periodo", "2031-T1"], "2031-T1"),
        (["--periodo", "2024-T1"], "--garante"),
        (["--garante", "OG-01"], "--periodo"),
    ],
)
@pytest.mark.parametrize("order", ["validar", "recibir"])
def test_an_unknown_garante_or_period_is_one_sentence_and_nothing_is_kept(
    apertura, tmp_path, arguments, words, order
) -> None:
    file = tmp_path / "entrega.csv"
    file.write_text("a,b\n1,2\n")
    done = apertura(order, file, *arguments, "--datos", tmp_path / "datos")
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list((tmp_path / "datos").rglob("contenido"))


def test_a_file_that_is_not_there_is_one_sentence(apertura, tmp_path) -> None:
    done = apertura("validar", tmp_path / "no-existe.xlsx", "--garante", "OG-01", "--periodo", "2024-T1")
    assert done.returncode == 2
    assert "no-existe.xlsx" in done.stderr


def test_one_hostile_file_in_the_inbox_does_not_stop_the_others(apertura, tmp_path, repo) -> None:
    root = tmp_path / "datos"
    apertura("demo", "--solo-entregas", "--datos", root)
    inbox = root / "raw" / "inbox"
    for folder in sorted(inbox.iterdir())[3:]:
        for file in folder.rglob("*.xlsx"):
            file.unlink()
    (inbox / "OG-31" / "2024-T1" / "dañado.xlsx").write_bytes(CASES["corrupt.xlsx"][0])
    (inbox / "OG-99" / "2024-T1").mkdir(parents=True)
    (inbox / "OG-99" / "2024-T1" / "ajeno.xlsx").write_bytes(workbook(["a"]))
    done = apertura("nocturna", "--datos", root)
    assert done.returncode == 0
    assert "OG-31" in done.stdout
    assert "sin destino" in done.stdout
    assert (inbox / "OG-99" / "2024-T1" / "ajeno.xlsx").exists()
    assert (root / "published" / "avance_linea_accion" / "latest").exists()
