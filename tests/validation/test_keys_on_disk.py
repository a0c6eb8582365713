"""Keys of more records than memory should hold: the same errors, found on disk."""

import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.validation.tableschema import Cause, Scratch, errors
from apertura.validation.tableschema.scan import window
from apertura.validation.tableschema.stream.report import Sample

KEYS = ["", "1", "01", " 1", "2", "1.0", "nan", "99999999999999999999", "x", "ñ"]
DESCRIPTOR = {
    "fields": [
        {"name": "a", "type": "integer", "constraints": {"unique": True}},
        {"name": "b", "type": "number"},
        {"name": "c", "type": "string"},
        {"name": "d", "type": "duration"},
    ],
    "primaryKey": ["b", "c"],
    "uniqueKeys": [["c"], ["d"]],
    "foreignKeys": [
        {"fields": ["a"], "reference": {"resource": "", "fields": ["b"]}},
        {"fields": ["b", "c"], "reference": {"resource": "otra", "fields": ["b", "c"]}},
    ],
}


def found(folder: Path, keys: int | None) -> list[tuple[Cause, Sample]]:
    scratch = None if keys is None else Scratch(folder, keys)
    told = errors(folder / "datos.csv", DESCRIPTOR, tables={"otra": folder / "otra.csv"}, scratch=scratch)
    return sorted(told, key=repr)


@pytest.mark.long
@settings(max_examples=15, derandomize=True, deadline=None)
@given(rows=st.lists(st.tuples(*(st.sampled_from([*KEYS, "P1Y", "P12M"]) for _ in "abcd")), max_size=12))
def test_the_same_errors_are_found_on_disk(rows: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pl.DataFrame(rows, schema=list("abcd"), orient="row").write_csv(folder / "datos.csv")
        pl.DataFrame(rows[::2], schema=list("abcd"), orient="row").write_csv(folder / "otra.csv")
        in_memory = found(folder, None)
        assert [found(folder, keys) for keys in (0, 3)] == [in_memory, in_memory]


def test_what_passes_the_limit_in_the_middle_of_a_file_is_compared_with_what_came_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "BLOCK", 4096)
    ids = [*range(3000), *range(2999, -1, -1)]
    table = pl.DataFrame({"id": ids, "padre": [number + 1 for number in ids]})
    table.write_csv(tmp_path / "datos.csv")
    descriptor = {
        "fields": [
            {"name": "id", "type": "integer", "constraints": {"unique": True}},
            {"name": "padre", "type": "integer"},
        ],
        "uniqueKeys": [["padre"]],
        "foreignKeys": [{"fields": ["padre"], "reference": {"resource": "", "fields": ["id"]}}],
    }
    told = [
        sorted(errors(tmp_path / "datos.csv", descriptor, scratch=scratch), key=repr)
        for scratch in (None, Scratch(tmp_path, 1000))
    ]
    assert told[0] == told[1]
    assert len(told[1]) == 3000 + 3000 + 2
    assert any(path.suffix == ".duckdb" for path in tmp_path.iterdir()), "the keys were on disk"


def test_keys_that_rise_until_late_are_compared_with_all_that_came_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "BLOCK", 4096)
    ids = [*range(3000), 7]
    pl.DataFrame({"id": ids, "clave": [f"{number:05}" for number in ids]}).write_csv(tmp_path / "datos.csv")
    descriptor = {
        "fields": [
            {"name": "id", "type": "integer", "constraints": {"unique": True}},
            {"name": "clave", "type": "string"},
        ],
        "primaryKey": ["clave"],
    }
    told = list(errors(tmp_path / "datos.csv", descriptor))
    assert [(cause.type, sample.row, sample.previous) for cause, sample in told] == [
        ("unique-error", 3002, 9),
        ("primary-key", 3002, 9),
    ]
