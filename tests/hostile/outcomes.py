"""Hostile files to what is answered to each, and to the page that says so: docs/archivos-hostiles.md.

``python -m tests.hostile.outcomes`` writes it.
"""

import os
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from apertura.definitions import load
from apertura.feedback.explain import explain
from apertura.feedback.phrases import phrases
from apertura.intake.read import Opened, Read
from apertura.isolation import isolated
from apertura.judge import judge
from apertura.model.definition import Definitions
from apertura.model.submission import Submission, Verdict
from tests.hostile.books import READ, RECEIVED, Hostile, hostile_files
from tests.hostile.mutations import Seed, mutations, seeds, truncations

REPO = Path(__file__).parents[2]
PAGE = REPO / "docs/archivos-hostiles.md"
MUTATIONS = int(os.environ.get("APERTURA_MUTACIONES", "10000"))
JUDGED = 100
"""Damaged copies of each seed that are still read, and say something new, whose verdict is asked for too."""

COLUMNS = (READ, "archivo-ilegible", "contenido-no-corresponde", "codificacion-danada")
"""Answers that have a column; the others are few enough for one."""

HEAD = """# Archivos hostiles

Qué se contesta a los archivos hechos para hacer daño, y a copias dañadas de archivos buenos. Los hace, los da a leer y
compara esta página con lo que pasó `tests/hostile/`; la escribe de nuevo `python -m tests.hostile.outcomes`.

Cada archivo se lee en un proceso aparte, con {memory:,} MB de memoria y {seconds} segundos. Con ninguno de estos se
ve una traza de error, ni se rebasan la memoria o el tiempo, ni deja de seguir el proceso que lo dio a leer; ninguno
visita la dirección que nombra ni escribe fuera de su lugar.

## Hechos para hacer daño

| archivo | qué intenta | tamaño | qué se contesta |
| --- | --- | ---: | --- |
"""
DAMAGED = """
## Copias dañadas

De cada archivo bueno se hacen {number:,} copias, siempre las mismas: con bytes cambiados, quitados, repetidos o
puestos; y de los que son zip, también con una de sus partes dañada, o que dice otra cosa, bajo una suma de comprobación
correcta. En tantos por ciento:

"""
CUT = """
## Archivos cortados

De cada archivo bueno, las 99 copias cortadas a cada centésimo de su largo:

"""


@dataclass(frozen=True)
class Outcome:
    """What is answered to a file: READ or the code of an issue, as words; and how long that took, in seconds."""

    file: Hostile
    size: int
    answer: str
    words: str
    seconds: float


@dataclass(frozen=True)
class Damaged:
    """What is answered to damaged copies of a seed: how many of each answer."""

    seed: Seed
    mutated: Mapping[str, int]
    cut: Mapping[str, int]
    failures: Sequence[str]


@dataclass
class Visits:
    """Where hostile files point, and how many came."""

    address: str
    seen: int = 0


@contextmanager
def listening() -> Iterator[Visits]:
    """Offer an address, and count who comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        visits = Visits(f"http://127.0.0.1:{server.getsockname()[1]}/x")

        def count() -> None:
            try:
                while True:
                    server.accept()[0].close()
                    visits.seen += 1
            except OSError:
                return

        thread = threading.Thread(target=count, daemon=True)
        thread.start()
        yield visits
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def answered(file: Hostile, definitions: Definitions, read: Read) -> Outcome:
    content, began = file.build(), monotonic()
    verdicts = judged(content, file.name, definitions, read)
    issue = verdicts[0].issues[0]
    opened = verdicts[0].dataset is not None or issue.type.code in {"sin-tabla", "hoja-no-leida"}
    words = "Se lee como cualquier otro." if opened else explain(issue, phrases("es"), None).message
    return Outcome(file, len(content), READ if opened else issue.type.code, words, monotonic() - began)


def judged(content: bytes, name: str, definitions: Definitions, read: Read) -> tuple[Verdict, ...]:
    submission = Submission("OG-01", "2024-T1", name, "0" * 64, len(content), RECEIVED, "prueba")
    return judge(content, submission, definitions, accepted=lambda *_: (), strict=False, read=read)


def damaged(seed: Seed, definitions: Definitions, read: Read, number: int) -> Damaged:
    failures: list[str] = []
    news: dict[str, bytes] = {}

    def answers(copies: Iterable[bytes]) -> Counter[str]:
        found: Counter[str] = Counter()
        for copy in copies:
            opened = read(copy, seed.name, definitions.issue_types)
            found[READ if isinstance(opened, Opened) else opened.type.code] += 1
            if isinstance(opened, Opened) and len(news) < JUDGED:
                news.setdefault(repr(opened), copy)
        return found

    mutated, cut = answers(mutations(seed, number)), answers(truncations(seed))
    for copy in news.values():
        codes = {issue.type.code for each in judged(copy, seed.name, definitions, read) for issue in each.issues}
        failures += ["error-interno"] * ("error-interno" in codes)
    return Damaged(seed, mutated, cut, failures)


def page(outcomes: Sequence[Outcome], copies: Sequence[Damaged], memory: int, seconds: int) -> str:
    lines = (f"| `{each.file.name}` | {each.file.tries} | {_size(each.size)} | {each.words} |\n" for each in outcomes)
    head = HEAD.format(memory=memory // 2**20, seconds=seconds) + "".join(lines)
    total = sum(copies[0].mutated.values())
    shares = _table({each.seed.name: _shares(_few(each.mutated)) for each in copies})
    cut = _table({each.seed.name: _few(each.cut) for each in copies})
    return head + DAMAGED.format(number=total) + shares + CUT + cut


def _few(counted: Mapping[str, int]) -> Mapping[str, int]:
    others = sum(number for code, number in counted.items() if code not in COLUMNS)
    return {**{code: counted.get(code, 0) for code in COLUMNS}, "otra": others}


def _size(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1_000))} KB"


def _shares(counted: Mapping[str, int]) -> Mapping[str, int]:
    return {code: round(100 * number / sum(counted.values())) for code, number in counted.items()}


def _table(rows: Mapping[str, Mapping[str, int]]) -> str:
    columns = (*COLUMNS, "otra")
    head = f"| copias de | {' | '.join(columns)} |\n| --- |{' ---: |' * len(columns)}\n"
    lines = (f"| `{name}` | {' | '.join(str(row[code]) for code in columns)} |\n" for name, row in rows.items())
    return head + "".join(lines)


if __name__ == "__main__":
    from apertura.isolation.limits import LIMITS

    schemas = load(REPO / "schemas")
    with isolated() as elsewhere, listening() as place:
        told = [answered(file, schemas, elsewhere) for file in hostile_files(place.address)]
        harmed = [damaged(seed, schemas, elsewhere, MUTATIONS) for seed in seeds()]
    text = page(told, harmed, LIMITS.memory, LIMITS.seconds)
    PAGE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
