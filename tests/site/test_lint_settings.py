"""What is wrong with the site's settings is said with its line, before any page is made."""

import shutil
from pathlib import Path

import pytest

from apertura.model.definition import Definitions
from apertura.site.lint_settings import lint_settings

SCHEMAS = Path(__file__).parents[2] / "schemas"
FILE = "sitio/sitio.yaml"


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    shutil.copytree(SCHEMAS / "sitio", tmp_path / "sitio")
    return tmp_path


def test_those_of_today_are_sound_and_there_may_be_none(tmp_path: Path, definitions: Definitions) -> None:
    assert lint_settings(SCHEMAS, definitions) == ()
    assert lint_settings(tmp_path, definitions) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('dataset: "cumplimiento_eje"', 'dataset: "cumplimiento"', "no hay un conjunto de datos «cumplimiento»"),
        ('key: "eje_id"', 'key: "eje"', "el conjunto «cumplimiento_eje» no tiene un campo «eje»"),
        ("publisher:", "editor:", "editor"),
        ("dois: {}", 'dois: {avance: {"1.0.0": "10.5281/zenodo.1"}}', "no hay un conjunto de datos «avance»"),
        ("dois: {}", 'dois: {avance_linea_accion: {"1.0": "10.5281/zenodo.1"}}', "1.0"),
        ("dois: {}", 'dois: {avance_linea_accion: {"1.0.0": "https://doi.org/10.5281/x"}}', "debe tener la forma"),
    ],
)
def test_a_flaw_is_refused_with_its_line(
    schemas: Path, definitions: Definitions, old: str, new: str, said: str
) -> None:
    file = schemas / FILE
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = 1 + text[: text.index(old)].count("\n")
    assert any(f"{FILE}:{line}: " in each and said in each for each in lint_settings(schemas, definitions))
