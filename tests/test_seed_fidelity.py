"""The work plan in ``schemas/`` against the text it was transcribed from."""

import csv
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "schemas" / "plan" / "2024"
FILES = ("ejes.csv", "estrategias.csv", "lineas_accion.csv")
# The plan's text stays out of the repository; a checkout that has it next door compares word by word.
SEEDS = sorted((ROOT.parent / "shared" / "seed").glob("plan-de-trabajo-2024.txt"))
COMPARED = "65881ba12e9ca45e6c40731041fb3c4cb7ee1562d0615e4ef9cce2d8d208d482"


def rows(name: str) -> list[dict[str, str]]:
    with (PLAN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folded(text: str) -> str:
    return " ".join(text.split())


def printed() -> list[str]:
    """Everything the plan prints, each piece with the words that stand around it."""
    ejes = [f"Eje {row['eje_id']}: {row['titulo']} Objetivo: {row['objetivo']} Estrategia" for row in rows("ejes.csv")]
    estrategias = [f"Estrategia {row['estrategia_id']} {row['titulo']} Líneas" for row in rows("estrategias.csv")]
    return ejes + estrategias + [f") {row['texto']}" for row in rows("lineas_accion.csv")]


def test_the_plan_has_4_ejes_9_estrategias_and_28_lineas() -> None:
    assert [len(rows(name)) for name in FILES] == [4, 9, 28]


def test_lineas_are_lettered_without_gaps_within_each_estrategia() -> None:
    letters = {row["estrategia_id"]: "" for row in rows("estrategias.csv")}
    for row in rows("lineas_accion.csv"):
        assert row["linea_accion_id"] == f"{row['estrategia_id']}.{row['inciso']}"
        letters[row["estrategia_id"]] += row["inciso"]
    assert list(letters.values()) == ["abcde", "ab", "abcd", "ab", "abc", "ab", "abcd", "abc", "abc"]


def test_no_cell_is_empty_or_has_stray_blanks() -> None:
    cells = [cell for name in FILES for row in rows(name) for cell in row.values()]
    assert [cell for cell in cells if not cell or cell != folded(cell)] == []


def test_every_text_and_objective_stands_in_the_seed_once() -> None:
    for seed in SEEDS:
        text = folded(seed.read_text(encoding="utf-8"))
        assert [piece for piece in printed() if text.count(piece) != 1] == []


def test_every_linea_ends_where_the_next_heading_of_the_seed_begins() -> None:
    for seed in SEEDS:
        text = folded(seed.read_text(encoding="utf-8"))
        ends = [(text.partition(row["texto"])[2].split() or ["."])[0] for row in rows("lineas_accion.csv")]
        assert set(ends) <= {"b)", "c)", "d)", "e)", "Estrategia", "Eje", "."}


def test_the_lineas_stand_in_the_order_of_the_seed() -> None:
    for seed in SEEDS:
        text = folded(seed.read_text(encoding="utf-8"))
        places = [text.index(row["texto"]) for row in rows("lineas_accion.csv")]
        assert places == sorted(places)


def test_the_transcription_is_the_one_that_was_compared_with_the_seed() -> None:
    """Holds where the seed is not at hand; a change of wording is a change of the plan and belongs in another plan."""
    assert sha256("\n".join(printed()).encode()).hexdigest() == COMPARED
