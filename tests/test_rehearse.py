"""A change of schemas is rehearsed over what was answered: who would be answered otherwise, and nothing is touched."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from apertura.definitions import load
from apertura.ingest import ingest
from apertura.model.definition import Definitions
from apertura.rehearse import rehearse
from apertura.storage import archive
from tests.acceptance.trees import contents

pytestmark = pytest.mark.long

SCHEMAS = Path(__file__).parents[1] / "schemas"
DATASET = "avance_linea_accion"
NOW = datetime(2024, 10, 2, 18, tzinfo=UTC)


@pytest.fixture
def answered(definitions: Definitions, tmp_path: Path) -> Path:
    """A workspace with one submission that was accepted and one that was returned."""
    root = tmp_path / "datos"
    for garante, example in (("OG-19", "valido.csv"), ("OG-20", "invalido.csv")):
        content = (SCHEMAS / DATASET / "examples" / example).read_bytes().replace(b",10,6,", b",100,60,")
        submission, _ = archive.receive(root, garante, "2024-T2", example, content, now=NOW, channel="buzon")
        ingest(root, submission, definitions, now=NOW)
    return root


def stricter(folder: Path) -> Path:
    """The same schemas, in which no goal is over sixty."""
    shutil.copytree(SCHEMAS, folder)
    path = folder / DATASET / "table.schema.json"
    schema = json.loads(path.read_text())
    (field,) = (each for each in schema["fields"] if each["name"] == "meta")
    field["constraints"]["maximum"] = 60
    path.write_text(json.dumps(schema, ensure_ascii=False))
    return folder


def test_with_the_schemas_in_force_nothing_would_change(answered: Path, definitions: Definitions) -> None:
    before = contents(answered)
    found = list(rehearse(answered, definitions))
    assert [(each.submission.garante, each.same) for each in found] == [("OG-19", True), ("OG-20", True)]
    assert contents(answered) == before


def test_a_stricter_schema_names_who_would_be_returned_and_why(answered: Path, tmp_path: Path) -> None:
    before = contents(answered)
    changed = load(stricter(tmp_path / "schemas"))
    accepted, returned = rehearse(answered, changed)
    assert (accepted.lost, accepted.gained) == ((DATASET,), ())
    assert accepted.causes["constraint-maximum"] > 0
    assert returned.same
    assert contents(answered) == before


def test_the_command_says_it_in_spanish_and_ends_in_one(answered: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "apertura", "ensayar", "--datos", answered,
         "--esquemas", stricter(tmp_path / "schemas")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert f"✗ OG-19 2024-T2  se devolvería: {DATASET}. Por: constraint-maximum" in done.stdout
    assert "Entregas revisadas: 2. Igual que antes: 1. Se devolvería algo de: 1." in done.stdout
