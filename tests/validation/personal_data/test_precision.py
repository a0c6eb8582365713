"""What is found of each kind, and what is not, over made-up cells and their near misses."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from apertura.model.definition import Definitions
from apertura.model.personal_data import PersonalKind
from apertura.validation.personal_data.conceal import PERSONAL
from apertura.validation.validate import validate
from tests.validation.personal_data.corpus import Cell, corpus
from tests.validation.tabling import definition, schema, table

DOCUMENT = Path(__file__).parents[3] / "docs" / "datos-personales.md"
FLOOR = 0.99


@pytest.fixture(scope="module")
def judged(definitions: Definitions) -> tuple[tuple[Cell, frozenset[str]], ...]:
    return tuple(_judged(corpus(), definitions))


def _judged(cells: tuple[Cell, ...], definitions: Definitions) -> Iterator[tuple[Cell, frozenset[str]]]:
    """Validate one table for each title of a column, as a file would be."""
    for title in dict.fromkeys(cell.title for cell in cells):
        own = [cell for cell in cells if cell.title == title]
        one_field = definition(schema([{"name": "campo", "type": "string", "title": title}]))
        _, issues = validate(table(["campo"], [[cell.text] for cell in own]), one_field, definitions)
        found: dict[int, set[str]] = {}
        for issue in issues:
            assert issue.type.code.startswith(PERSONAL)
            assert issue.row is not None
            found.setdefault(issue.row, set()).add(issue.type.code.removeprefix(f"{PERSONAL}-"))
        yield from ((cell, frozenset(found.get(row, ()))) for row, cell in enumerate(own, 8))


def measures(judged: tuple[tuple[Cell, frozenset[str]], ...]) -> dict[str, tuple[int, float, float]]:
    """Cells that hold each kind, precision and recall."""
    true, said, held = Counter[str](), Counter[str](), Counter[str]()
    for cell, found in judged:
        true.update(cell.kinds & found)
        said.update(found)
        held.update(cell.kinds)
    return {kind: (held[kind], true[kind] / said[kind], true[kind] / held[kind]) for kind in PersonalKind}


def test_the_corpus_is_large_the_same_each_time_and_has_every_kind() -> None:
    cells = corpus()
    assert cells == corpus()
    assert len(cells) > 6000
    assert sum(not cell.kinds for cell in cells) > 3000
    assert {kind for cell in cells for kind in cell.kinds} == set(PersonalKind)


def test_precision_and_recall_are_at_least_99_percent_for_each_kind(
    judged: tuple[tuple[Cell, frozenset[str]], ...],
) -> None:
    for kind, (held, precision, recall) in measures(judged).items():
        print(f"{kind:<14} {held:>5} {precision:.4f} {recall:.4f}")
        wrong = [cell.text for cell, found in judged if (kind in found) != (kind in cell.kinds)]
        assert precision >= FLOOR, (kind, wrong[:20])
        assert recall >= FLOOR, (kind, wrong[:20])


def test_the_document_says_what_was_measured(judged: tuple[tuple[Cell, frozenset[str]], ...]) -> None:
    measured = [
        f"| `{kind}` | {held} | {precision:.2%} | {recall:.2%} |".replace("%", " %")
        for kind, (held, precision, recall) in measures(judged).items()
    ]
    print(*measured, sep="\n")
    assert [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line in measured] == measured


def test_what_was_written_by_hand_is_judged_without_a_mistake(
    judged: tuple[tuple[Cell, frozenset[str]], ...],
) -> None:
    by_hand = [(cell, found) for cell, found in judged if cell.sort == "a mano"]
    assert len(by_hand) > 50
    assert [(cell, found) for cell, found in by_hand if cell.kinds != found] == []
