"""Stories to their expected files: ``python -m tests.corpus.record [NAME…]``. Read each one before it is committed."""

import sys
from pathlib import Path

from apertura.definitions import load
from tests.corpus.judged import judged
from tests.corpus.stories import STORIES
from tests.corpus.story import Story

HERE = Path(__file__).parent


def record(names: list[str]) -> None:
    definitions = load(HERE.parents[1] / "schemas")
    for name in names or sorted(STORIES):
        told = judged(STORIES[name], STORIES[name].make(), definitions)
        (HERE / "expected" / f"{name}.txt").write_text(told, encoding="utf-8")
    for path in sorted((HERE.parents[2] / "shared" / "real" / "adela").glob("*.csv")):
        real = Story(path.name, "Inventario de ADELA", path.name, path.read_bytes, "OG-19", "2024-T1")
        told = judged(real, real.make(), definitions)
        (HERE / "real" / f"{path.name}.txt").write_text(told, encoding="utf-8")


if __name__ == "__main__":
    record(sys.argv[1:])
