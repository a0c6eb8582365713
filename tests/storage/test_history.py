"""What a body handed in: all of it, whatever became of it, and nothing of anybody else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from apertura.durable import write_file, write_folder
from apertura.model.submission import Submission
from apertura.storage import archive, layout, register, withdrawals
from apertura.storage.history import history

NOW = datetime(2024, 7, 15, 18, tzinfo=UTC)


def received(root: Path, garante: str, content: bytes, minute: int) -> Submission:
    when = NOW + timedelta(minutes=minute)
    submission, _ = archive.receive(root, garante, "2024-T2", f"{minute}.csv", content, now=when, channel="buzón")
    return submission


def test_a_body_handed_in_what_was_answered_what_waits_and_what_was_taken_back(tmp_path: Path) -> None:
    waits = received(tmp_path, "OG-19", b"espera", 1)
    write_file(layout.inbox(tmp_path) / "OG-19/2024-T2/nombre de alguien.csv", b"espera")
    answered = received(tmp_path, "OG-19", b"contestada", 2)
    write_folder(register.report_folder(tmp_path, answered), {"informe.json": b"{}"})
    back = received(tmp_path, "OG-19", b"retirada antes de juzgarse", 3)
    withdrawals.note(tmp_path, back, withdrawals.Act.TAKEN_BACK, by=None, now=NOW)
    others = received(tmp_path, "OG-18", b"contestada", 4)
    write_folder(register.report_folder(tmp_path, others), {"informe.json": b"{}"})
    assert history(tmp_path, "OG-19") == (waits, answered, back)
    assert history(tmp_path, "OG-18") == (others,)
    assert history(tmp_path, "OG-17") == ()


def test_what_was_not_received_yet_is_no_submission_and_no_link_is_followed(tmp_path: Path) -> None:
    submission = received(tmp_path, "OG-19", b"de otra parte", 1)
    place = layout.inbox(tmp_path) / "OG-19/2024-T2"
    write_file(place / "por recibir.csv", b"nadie lo ha tomado")
    (tmp_path / "fuera.csv").write_bytes(b"de otra parte")
    (place / "enlace.csv").symlink_to(tmp_path / "fuera.csv")
    (place / "carpeta").mkdir()
    assert history(tmp_path, "OG-19") == ()
    write_folder(register.report_folder(tmp_path, submission), {"informe.json": b"{}"})
    assert history(tmp_path, "OG-19") == (submission,)
