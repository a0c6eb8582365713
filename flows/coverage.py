"""Accepted tables × owed tables to a heat map in Markdown: a row for each body, a column for each period."""

from collections import Counter
from datetime import date
from pathlib import Path

from apertura.definitions.datasets.owed import owed
from apertura.model.definition import Definitions
from apertura.storage import register

LEGEND = "● todo lo que se debe, ◐ una parte (entregadas/debidas), ○ nada. En blanco: no se debe nada."


def coverage(root: Path, definitions: Definitions, today: date) -> str:
    """Map the periods that have ended, and those of which something was handed in."""
    due, handed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for name, definition in definitions.datasets.items():
        expected = owed(definition, definitions)
        due.update(expected)
        handed.update(expected & register.handed_in(root, name))
    begun = {period for _, period in handed} | {
        id_ for id_, period in definitions.periods.items() if period.end < today
    }
    periods = [period for period in definitions.periods_in_order if period in begun & {each for _, each in due}]
    bodies = [id_ for id_ in definitions.garantes if any(due[id_, period] for period in periods)]
    lines = [
        ["Organismo", *periods],
        ["---", *(":-:" for _ in periods)],
        *(
            [_named(id_, definitions), *(_cell(handed[id_, when], due[id_, when]) for when in periods)]
            for id_ in bodies
        ),
    ]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return f"{table}\n{LEGEND}\n"


def _named(garante: str, definitions: Definitions) -> str:
    return f"{garante} {definitions.garantes[garante].acronym}"


def _cell(handed: int, due: int) -> str:
    if not due:
        return " "
    if not handed:
        return "○"
    return "●" if handed == due else f"◐ {handed}/{due}"
