"""Whatever a file is made to do, it is answered in a sentence, within its memory and time, and the others go on."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from apertura.intake.read import Read
from apertura.isolation import isolated
from apertura.isolation.limits import LIMITS
from apertura.model.definition import Definitions
from tests.hostile.books import READ, hostile_files
from tests.hostile.mutations import seeds
from tests.hostile.outcomes import MUTATIONS, PAGE, Damaged, Outcome, answered, damaged, listening, page
from tests.hostile.quine import quine

NAMES = [file.name for file in hostile_files("")]
AS_PUBLISHED = 10_000
FAR = 3
"""Hundredths by which another build of zlib or expat may move a share of the page."""

OUTCOMES: dict[str, Outcome] = {}
DAMAGED: dict[str, Damaged] = {}


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Read]:
    with isolated() as read:
        yield read


@pytest.mark.parametrize("name", NAMES)
def test_a_file_made_to_do_harm_is_answered_in_one_sentence(
    elsewhere: Read, definitions: Definitions, name: str
) -> None:
    with listening() as place:
        [file] = [each for each in hostile_files(place.address) if each.name == name]
        OUTCOMES[name] = found = answered(file, definitions, elsewhere)
    assert found.answer == file.answer
    assert re.fullmatch(r"[^.]+(?:\.(?=\w)[^.]+)*\.", found.words), found.words
    assert found.seconds < LIMITS.seconds
    assert not place.seen, "it was visited"
    assert not Path("/tmp/fuga.xml").exists()


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.name)
def test_no_damaged_copy_of_a_workbook_brings_anything_down(elsewhere: Read, definitions: Definitions, seed) -> None:
    DAMAGED[seed.name] = found = damaged(seed, definitions, elsewhere, MUTATIONS)
    assert not found.failures
    assert sum(found.mutated.values()) == MUTATIONS
    assert sum(found.cut.values()) == 99
    assert found.mutated[READ], "nothing is left to read: what comes after the zip was not tried"


def test_a_zip_that_holds_itself_does() -> None:
    content = quine()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.read(package.namelist()[0]) == content


def test_the_published_table_of_outcomes_is_what_came_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(OUTCOMES) == NAMES, "this one needs the others"
    written = page(list(OUTCOMES.values()), list(DAMAGED.values()), LIMITS.memory, LIMITS.seconds)
    with capsys.disabled():
        print(f"\n{written}")
    published = PAGE.read_text(encoding="utf-8")
    if MUTATIONS != AS_PUBLISHED:
        written, published = (text.partition("## Copias")[0] for text in (written, published))
    assert words(written) == words(published)
    far = [
        (one, other) for one, other in zip(shares(written), shares(published), strict=True) if abs(one - other) > FAR
    ]
    assert not far


CELL = re.compile(r"(?<=\| )\d+(?= \|)")


def words(text: str) -> str:
    return CELL.sub("n", text)


def shares(text: str) -> list[int]:
    return [int(cell) for cell in CELL.findall(text)]
