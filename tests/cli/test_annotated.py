"""`apertura validar --anotado` and what is kept on reception: the marked workbook, when there is one and when not."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from apertura.cli import main
from apertura.ingest import ANNOTATED, consider
from apertura.intake.read import read
from apertura.model.definition import Definitions
from apertura.storage import archive

REPO = Path(__file__).parents[2]
EXAMPLE = REPO / "schemas/avance_linea_accion/examples/invalido.csv"
WHO = ["--garante", "OG-19", "--periodo", "2024-T2", "--esquemas", str(REPO / "schemas")]

Check = Callable[..., int]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    def check(file: Path, *more: str) -> int:
        return main(["validar", str(file), *WHO, "--datos", str(tmp_path / "data"), *more])

    return check


@pytest.mark.long
def test_the_workbook_comes_back_beside_the_letter(
    check: Check, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "nueva" / "marcado.xlsx"
    assert check(EXAMPLE, "--anotado", str(target)) == 1
    said = capsys.readouterr()
    assert "DEVUELTA" in said.out
    assert (
        said.err == f"Libro anotado: {target}. Su archivo se pasó a xlsx, con los mismos datos en las mismas celdas.\n"
    )
    assert load_workbook(target).sheetnames == ["Revisión", "Datos"]
    assert check(target, "--anotado", str(tmp_path / "otra.xlsx"), "--formato", "json") == 1
    assert [table["conjunto"] for table in json.loads(capsys.readouterr().out)["tablas"]] == ["avance_linea_accion"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--anotado", "marcado.ods"], "se guarda como .xlsx, y «marcado.ods» no termina así"),
        (["--anotado", "{file}"], "«libro.xlsx» es el archivo que se revisa"),
        (["--anotado", "x.xlsx", "--esquema", "{file}"], "con --esquema no lo hay"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_done(
    check: Check, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    file = tmp_path / "libro.xlsx"
    file.write_bytes(book(["x"]))
    before = sorted(tmp_path.iterdir())
    assert check(file, *[each.format(file=file) for each in more]) == 2
    assert said in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


def test_of_what_cannot_be_opened_there_is_none_and_nothing_is_written(
    check: Check, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "libro.xlsx"
    file.write_bytes(b"PK\x03\x04 y nada")
    assert check(file, "--anotado", str(tmp_path / "marcado.xlsx")) == 2
    assert "No hay libro anotado: el archivo no se puede abrir" in capsys.readouterr().err
    assert not (tmp_path / "marcado.xlsx").exists()


@pytest.mark.long
@pytest.mark.parametrize("form", ["html", "pdf", "markdown"])
def test_every_form_is_written_to_the_terminal(
    check: Check, capfdbinary: pytest.CaptureFixture[bytes], form: str
) -> None:
    assert check(EXAMPLE, "--formato", form) == 1
    begins = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "markdown": b"Instituto Estatal"}
    assert capfdbinary.readouterr().out.startswith(begins[form])


def book(*rows: list[object]) -> bytes:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def answered(root: Path, content: bytes, definitions: Definitions) -> set[str]:
    now = datetime(2024, 7, 1, tzinfo=UTC)
    sent, _ = archive.receive(root, "OG-19", "2024-T2", "avance.csv", content, now=now, channel="prueba")
    return set(consider(root, sent, definitions, read).documents)


def test_on_reception_what_is_returned_has_its_workbook_and_what_holds_personal_data_has_none(
    tmp_path: Path, definitions: Definitions
) -> None:
    sound = (EXAMPLE.parent / "valido.csv").read_bytes()
    letters = {"carta.txt", "carta.md", "carta.html", "informe.json"}
    assert answered(tmp_path, EXAMPLE.read_bytes(), definitions) == letters | {ANNOTATED}
    assert answered(tmp_path, sound, definitions) == letters
    personal = sound.replace(b"coordinaci\xc3\xb3n nacional.", b"coordinaci\xc3\xb3n: ana.perez@correo.example")
    assert personal != sound
    assert answered(tmp_path, personal, definitions) == letters
