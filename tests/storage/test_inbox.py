"""What waits in the inbox, in which order, and what of it is a stray."""

import os
from pathlib import Path

from apertura.storage import inbox
from apertura.storage.layout import inbox as place


def drop(root: Path, path: str, content: bytes = b"x", *, at: int = 1_700_000_000) -> Path:
    file = place(root) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    os.utime(file, (at, at))
    return file


def swept(root: Path) -> list[tuple[str, str, str]]:
    return [(each.garante, each.period, str(each.path.relative_to(place(root)))) for each in inbox.sweep(root)]


def test_an_inbox_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    assert inbox.sweep(tmp_path) == ()


def test_files_come_by_body_period_time_and_name(tmp_path: Path) -> None:
    drop(tmp_path, "OG-02/2024-T1/a.xlsx", at=1)
    drop(tmp_path, "OG-01/2024-T2/b.xlsx", at=9)
    drop(tmp_path, "OG-01/2024-T2/a.xlsx", at=9)
    drop(tmp_path, "OG-01/2024-T2/z.xlsx", at=5)
    drop(tmp_path, "OG-01/2024-T1/a.xlsx", at=20)
    assert [path for _, _, path in swept(tmp_path)] == [
        "OG-01/2024-T1/a.xlsx",
        "OG-01/2024-T2/z.xlsx",
        "OG-01/2024-T2/a.xlsx",
        "OG-01/2024-T2/b.xlsx",
        "OG-02/2024-T1/a.xlsx",
    ]
    assert swept(tmp_path)[0][:2] == ("OG-01", "2024-T1")
    assert [each.place for each in inbox.sweep(tmp_path)] == [0, 0, 1, 2, 0]


def test_locks_hidden_files_and_unfinished_writes_are_passed_over(tmp_path: Path) -> None:
    for name in ("~$avance.xlsx", ".DS_Store", ".tmp-0a1b", ".oculta/avance.xlsx"):
        drop(tmp_path, f"OG-01/2024-T1/{name}")
    assert swept(tmp_path) == []


def test_a_file_out_of_its_place_is_a_stray_and_is_told(tmp_path: Path) -> None:
    drop(tmp_path, "suelto.xlsx")
    drop(tmp_path, "OG-01/suelto.xlsx")
    drop(tmp_path, "OG-01/2024-T1/carpeta/hondo.xlsx")
    assert sorted(swept(tmp_path)) == [
        ("", "", "OG-01/2024-T1/carpeta/hondo.xlsx"),
        ("", "", "OG-01/suelto.xlsx"),
        ("", "", "suelto.xlsx"),
    ]


def test_links_are_strays_and_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "fuera"
    secret.mkdir()
    (secret / "secreto.xlsx").write_bytes(b"secreto")
    folder = drop(tmp_path, "OG-01/2024-T1/a.xlsx").parent
    (folder / "enlace.xlsx").symlink_to(secret / "secreto.xlsx")
    (folder / "roto.xlsx").symlink_to(secret / "nada.xlsx")
    (place(tmp_path) / "OG-02").symlink_to(secret)
    assert sorted(swept(tmp_path)) == [
        ("", "", "OG-01/2024-T1/enlace.xlsx"),
        ("", "", "OG-01/2024-T1/roto.xlsx"),
        ("", "", "OG-02"),
        ("OG-01", "2024-T1", "OG-01/2024-T1/a.xlsx"),
    ]


def test_a_file_that_was_taken_in_leaves_and_can_be_taken_out_twice(tmp_path: Path) -> None:
    file = drop(tmp_path, "OG-01/2024-T1/a.xlsx")
    (delivery,) = inbox.sweep(tmp_path)
    inbox.remove(delivery)
    inbox.remove(delivery)
    assert not file.exists()
    assert file.parent.is_dir()


def test_a_file_replaced_since_it_was_swept_stays_for_the_next_run(tmp_path: Path) -> None:
    file = drop(tmp_path, "OG-01/2024-T1/a.xlsx")
    (delivery,) = inbox.sweep(tmp_path)
    drop(tmp_path, "OG-01/2024-T1/a.xlsx", b"y", at=1_700_000_001)
    inbox.remove(delivery)
    assert file.read_bytes() == b"y"


def test_what_one_body_hands_in_is_one_queue_its_periods_in_order(tmp_path: Path) -> None:
    for path in ("OG-02/2024-T1/a.xlsx", "OG-01/2024-T2/a.xlsx", "OG-01/2023-T4/b.xlsx", "OG-01/2024-T1/a.xlsx"):
        drop(tmp_path, path)
    queues = inbox.queues(inbox.sweep(tmp_path))
    assert [[(each.garante, each.period) for each in queue] for queue in queues] == [
        [("OG-01", "2023-T4"), ("OG-01", "2024-T1"), ("OG-01", "2024-T2")],
        [("OG-02", "2024-T1")],
    ]
