# ruff: noqa: E501 - one slip per line reads better than six
"""A person who reads only docs/modelo-de-datos.md adds a dataset: its files as they stand there, its commands, no more."""

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
DOCUMENT = (REPO / "docs/modelo-de-datos.md").read_text(encoding="utf-8")
NAMED = re.compile(r"\*\*`(schemas/[^`]+)`\*\*[^`]*?\n\n```(?:csv|json|sql|yaml)\n(.*?)```", re.DOTALL)
COMMANDS = re.compile(r"```console\n(.*?)```", re.DOTALL)
FILES = dict(NAMED.findall(DOCUMENT))
DATASET, DERIVED = "sesion_secretariado", "asistencia_secretariado"


def run(folder: Path, command: str) -> "subprocess.CompletedProcess[str]":
    program, *arguments = shlex.split(command)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("APERTURA_")}
    return subprocess.run(
        [Path(sys.executable).with_name(program), *arguments], cwd=folder, env=environment, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of schemas/ with the files of the document; what is to go at the end of a file goes there."""
    root = tmp_path_factory.mktemp("quien_llega")
    shutil.copytree(REPO / "schemas", root / "schemas")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def done(folder: Path) -> dict[str, "subprocess.CompletedProcess[str]"]:
    """Every command of the document, in its order."""
    blocks = "".join(COMMANDS.findall(DOCUMENT))
    return {command: run(folder, command) for command in re.findall(r"^\$ (.+)$", blocks, re.MULTILINE)}


def test_the_document_gives_every_file_and_asks_for_nothing_outside_schemas(folder: Path) -> None:
    example = REPO / "schemas/secretariado_tecnico_local"
    wanted = {path.relative_to(example) for path in example.rglob("*") if path.is_file() and path.name != "demo.yaml"}
    made = folder / "schemas" / DATASET
    assert {path.relative_to(made) for path in made.rglob("*") if path.is_file()} == wanted
    assert all(name.startswith("schemas/") for name in FILES)


def test_every_command_of_the_document_succeeds(done: dict[str, "subprocess.CompletedProcess[str]"]) -> None:
    assert [command.split()[0:2] for command in done] == [
        ["apertura", "esquemas"], ["apertura", "validar"], ["apertura", "recibir"], ["apertura", "recibir"],
        ["apertura", "publicar"], ["frictionless", "validate"], ["apertura", "verificar"],
        ["apertura", "publicar"], ["frictionless", "validate"],
    ]  # fmt: skip
    failed = {command: ended.stdout + ended.stderr for command, ended in done.items() if ended.returncode}
    assert failed == {}


def test_what_is_published_is_what_was_handed_in(folder: Path, done: dict[str, object]) -> None:
    latest = folder / "data/published" / DATASET / "latest"
    with (latest / f"{DATASET}.csv").open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    assert published == list(csv.DictReader(FILES[f"schemas/{DATASET}/examples/valido.csv"].splitlines()))
    descriptor = json.loads((latest / "datapackage.json").read_bytes())
    assert descriptor["title"] == "Sesiones de los secretariados técnicos locales"
    names = {resource["name"] for resource in descriptor["resources"]}
    assert {"caracter_sesion", "secretariado_tecnico_local"} <= names


def test_what_is_computed_of_it_is_what_the_document_says(folder: Path, done: dict[str, object]) -> None:
    latest = folder / "data/published" / DERIVED / "latest"
    with (latest / f"{DERIVED}.csv").open(encoding="utf-8", newline="") as file:
        computed = list(csv.DictReader(file))
    assert computed == list(csv.DictReader(FILES[f"schemas/{DERIVED}/examples/valido.csv"].splitlines()))
    with (latest / "linaje.csv").open(encoding="utf-8", newline="") as file:
        traced = list(csv.DictReader(file))
    assert {(row["fuente"], row["fuente_version"]) for row in traced} == {(DATASET, "1.0.0")}
    assert len(traced) == 3


def test_the_invalid_example_is_returned_for_what_the_document_says(folder: Path, done: dict[str, object]) -> None:
    invalid = f"schemas/{DATASET}/examples/invalido.csv"
    checked = run(folder, f"apertura validar {invalid} --garante OG-19 --periodo 2024-T2 --formato json")
    assert checked.returncode == 1
    (table,) = json.loads(checked.stdout)["tablas"]
    found = [(issue["fila"], issue["campo"], issue["tipo"]) for issue in table["incidencias"]]
    with (folder / f"schemas/{DATASET}/examples/invalido.issues.csv").open(encoding="utf-8", newline="") as file:
        expected = [(int(row["row"]), row["field"] or None, row["issue"]) for row in csv.DictReader(file)]
    assert [each for each in found if each[2] != "claves-sin-comparar"] == expected


# file, text to spoil, what to put there, how many lines above it is told, words of the sentence
SLIPS = {
    "description": ("table.schema.json", '"description": "Día en que se celebró la sesión.",', "", 4, "falta la clave «description»"),
    "vocabulary": ("table.schema.json", '"extraordinaria"]', '"solemne"]', 0, "«solemne» no es una clave del catálogo"),
    "key": ("table.schema.json", '"resource": "secretariado_tecnico_local"', '"resource": "secretaria"', 0, "no existe: «secretaria»"),
    "rule": ("dataset.yaml", "asistentes_total > 0 OR", "asistencia > 0 OR", 0, "no existe: «asistencia»"),
    "English": ("dataset.yaml", "  message_en: The session says", "  mensaje: The session says", 7, "falta la clave «message_en»"),
    "reading": ("source/columns.csv", "Fecha,fecha_sesion,fecha", "Fecha,fecha_sesion,dia", 0, "lectura desconocida: «dia»"),
    "query": ("../asistencia_secretariado/derivado.sql", "FROM sesion_secretariado", "FROM sesiones", 0, "lee «sesiones», que no está en «sources»"),
    "source": ("../asistencia_secretariado/dataset.yaml", "[sesion_secretariado]", "[sesiones]", 0, "la fuente no existe: «sesiones»"),
    "example": ("examples/valido.csv", "STL-02", "STL-12", 0, "no está en secretariado_tecnico_local/examples/valido.csv"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "above", "words"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_its_file_and_line(
    folder: Path, tmp_path: Path, file: str, old: str, new: str, above: int, words: str
) -> None:
    shutil.copytree(folder / "schemas", tmp_path / "schemas")
    path = tmp_path / "schemas" / DATASET / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    said = run(tmp_path, "apertura esquemas")
    line = text[: text.index(old)].count("\n") + 1 - above
    assert said.returncode == 1
    told = f"{DATASET}/{file}".replace(f"{DATASET}/../", "")
    assert re.search(rf"^{told}:{line}: .*{re.escape(words)}", said.stdout, re.MULTILINE), said.stdout
