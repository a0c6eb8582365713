"""Received once, kept as it came, whatever its name."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.errors import DamagedStorageError, UnknownGaranteError, UnknownPeriodError
from apertura.model.submission import Submission
from apertura.storage import archive, register

NOW = datetime(2024, 4, 15, 18, 0, tzinfo=UTC)
HOSTILE_IDS = [
    "",
    ".",
    "..",
    "../x",
    "a/b",
    "/etc",
    "a\0b",
    "a_b",
    "OG-",
    "a\nb",
    "ñ",
    "a" * 65,
    ".tmp-1",
    "C:",
    "a\\b",
]


def receive(root: Path, content: bytes = b"hola", *, garante: str = "OG-01", period: str = "2024-T1", **more):
    details = {"filename": "avance.xlsx", "now": NOW, "channel": "buzon", **more}
    filename = details.pop("filename")
    return archive.receive(root, garante, period, filename, content, **details)


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_received_file_is_kept_untouched_under_its_hash_with_a_receipt(tmp_path: Path) -> None:
    submission, new = receive(tmp_path, b"hola", by="enlace")
    sha256 = hashlib.sha256(b"hola").hexdigest()
    assert new
    assert submission == Submission("OG-01", "2024-T1", "avance.xlsx", sha256, 4, NOW, "buzon", "enlace")
    place = f"raw/archive/{sha256[:2]}/{sha256}"
    kept = files(tmp_path)
    assert kept.keys() == {f"{place}/contenido", f"{place}/recibos/OG-01_2024-T1.json"}
    assert kept[f"{place}/contenido"] == b"hola"
    assert json.loads(kept[f"{place}/recibos/OG-01_2024-T1.json"]) == {
        "garante": "OG-01",
        "periodo": "2024-T1",
        "archivo": "avance.xlsx",
        "sha256": sha256,
        "bytes": 4,
        "recibido": "2024-04-15T18:00:00+00:00",
        "canal": "buzon",
        "por": "enlace",
    }
    assert (tmp_path / place / "contenido").stat().st_mode & 0o222 == 0


def test_the_same_bytes_again_are_the_same_submission_and_write_nothing(tmp_path: Path) -> None:
    first, _ = receive(tmp_path)
    before = files(tmp_path)
    again, new = receive(tmp_path, filename="otro.xlsx", now=NOW + timedelta(days=1), channel="recibir")
    assert (again, new) == (first, False)
    assert files(tmp_path) == before


def answered(root: Path, submission: Submission) -> None:
    register.report_folder(root, submission).mkdir(parents=True)


def test_of_those_that_come_together_the_later_in_place_is_the_later_received(tmp_path: Path) -> None:
    first, second = (receive(tmp_path, content, place=place)[0] for place, content in enumerate((b"a", b"b")))
    assert (first.received, second.received) == (NOW, NOW + timedelta(microseconds=1))


@pytest.mark.parametrize("clock", [NOW - timedelta(hours=1), NOW], ids=["set back", "stopped"])
def test_what_comes_after_an_answer_is_received_after_it_whatever_the_clock_says(tmp_path: Path, clock) -> None:
    first, _ = receive(tmp_path, b"a")
    answered(tmp_path, first)
    second, _ = receive(tmp_path, b"b", now=clock)
    other_period, _ = receive(tmp_path, b"b", period="2024-T2", now=clock)
    assert second.received == NOW + timedelta(microseconds=1)
    assert other_period.received == clock


def test_the_same_bytes_of_another_body_or_period_are_another_submission_of_one_content(tmp_path: Path) -> None:
    made = [receive(tmp_path), receive(tmp_path, garante="OG-02"), receive(tmp_path, period="2024-T2")]
    assert [new for _, new in made] == [True, True, True]
    assert len(list(tmp_path.rglob("contenido"))) == 1
    assert len(list(tmp_path.rglob("*.json"))) == 3


@settings(deadline=None, max_examples=30)
@given(content=st.binary(max_size=2000))
def test_any_bytes_come_back_as_they_were_received(tmp_path_factory, content: bytes) -> None:
    root = tmp_path_factory.mktemp("archivo")
    submission, _ = receive(root, content)
    assert archive.load(root, submission) == content


@pytest.mark.parametrize("damage", [b"hol4", b""])
def test_bytes_that_changed_in_the_archive_are_never_given_out(tmp_path: Path, damage: bytes) -> None:
    submission, _ = receive(tmp_path)
    (content,) = tmp_path.rglob("contenido")
    content.unlink()
    if damage:
        content.write_bytes(damage)
    with pytest.raises(DamagedStorageError):
        archive.load(tmp_path, submission)


@pytest.mark.parametrize("hostile", HOSTILE_IDS)
def test_ids_that_could_lead_elsewhere_are_refused_before_anything_is_written(tmp_path: Path, hostile: str) -> None:
    root = tmp_path / "datos"
    with pytest.raises(UnknownGaranteError):
        receive(root, garante=hostile)
    with pytest.raises(UnknownPeriodError):
        receive(root, period=hostile)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("filename", "kept"),
    [
        ("../../../etc/passwd", "../../../etc/passwd"),
        ("/dev/null", "/dev/null"),
        ("a\0b\n.xlsx", "a\ufffdb\ufffd.xlsx"),
        ("avance\udce1.xlsx", "avance\ufffd.xlsx"),
        ("xslx.\u202eexe", "xslx.\ufffdexe"),
        ("Año «2024» 1.º.xlsx", "Año «2024» 1.º.xlsx"),
        ("x" * 5000, "x" * 5000),
        ("", ""),
    ],
)
def test_a_name_is_text_and_never_a_path(tmp_path: Path, filename: str, kept: str) -> None:
    submission, _ = receive(tmp_path / "datos", filename=filename)
    assert submission.filename == kept
    again, _ = receive(tmp_path / "datos")
    assert again == submission
    assert {path.name for path in tmp_path.iterdir()} == {"datos"}
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"contenido", "OG-01_2024-T1.json"}
