"""Every phrase that is said exists, and every one that exists is said."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from apertura.release.phrases import say

SOURCE = Path(__file__).parents[2] / "src" / "apertura"
CATALOGUE = SOURCE / "locale/es/LC_MESSAGES/cambios.po"


def ids() -> set[str]:
    with CATALOGUE.open("rb") as file:
        return {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file) if message.id}


def said() -> set[str]:
    rooms = [path for room in ("cli", "publication", "release", "site") for path in (SOURCE / room).rglob("*.py")]
    texts = [path.read_text(encoding="utf-8") for path in rooms]
    return {word for text in texts for word in re.findall(r'"([a-z]+(?:\.[a-zA-Z]+)*)"', text)}


def test_no_phrase_is_left_over() -> None:
    # types and constraints are named by the schema
    named_by_data = {id_ for id_ in ids() if id_.startswith(("type.", "constraint."))}
    assert ids() - named_by_data - said() == set()


def test_an_unknown_phrase_is_our_error_and_not_a_silent_blank() -> None:
    with pytest.raises(KeyError):
        say("no.such.phrase")


@pytest.mark.parametrize(("n", "text"), [(0, "0 filas"), (1, "1 fila"), (2, "2 filas"), (3472, "3,472 filas")])
def test_numbers_agree_with_their_noun(n: int, text: str) -> None:
    assert say("rows", n) == text
