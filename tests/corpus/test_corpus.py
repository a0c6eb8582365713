"""Small files as people make them: each gives exactly the report and the rows that were read and agreed on."""

from pathlib import Path

import pytest

from apertura.intake.sheet_xml import large
from apertura.model.definition import Definitions
from tests.corpus.counted import counted
from tests.corpus.judged import judged, tables
from tests.corpus.stories import STORIES
from tests.corpus.story import Story

EXPECTED = Path(__file__).parent / "expected"
REAL = Path(__file__).parents[3] / "shared" / "real"


@pytest.fixture(params=sorted(STORIES))
def story(request: pytest.FixtureRequest) -> Story:
    return STORIES[request.param]


def test_a_story_is_told_as_it_was_agreed(story: Story, definitions: Definitions) -> None:
    expected = (EXPECTED / f"{story.name}.txt").read_text(encoding="utf-8")
    assert judged(story, story.make(), definitions) == expected


def test_a_story_is_told_the_same_where_its_sheets_are_read_apart(
    story: Story, definitions: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "MANY", 0)
    expected = (EXPECTED / f"{story.name}.txt").read_text(encoding="utf-8")
    assert judged(story, story.make(), definitions) == expected


def test_every_cell_of_the_sheet_of_a_table_is_used_set_aside_or_reported(
    story: Story, definitions: Definitions
) -> None:
    content = story.make()
    for table in tables(story, content, definitions).values():
        cells = counted(content)
        assert table.cells.total == sum(cells[sheet] for sheet in (table.sheet, *table.more_sheets))
        assert min(table.cells.used, table.cells.ignored, table.cells.reported) >= 0


def test_every_story_has_its_expected_file_and_there_are_no_others() -> None:
    assert {path.stem for path in EXPECTED.glob("*.txt")} == set(STORIES)
    assert len(STORIES) >= 200


@pytest.mark.parametrize("table", ["sencilla", "con-titulos", "con-errores", "con-fechas", "con-pie"])
def test_the_same_table_as_xlsx_xls_ods_and_csv_gives_the_same_rows_and_issues(
    table: str, definitions: Definitions
) -> None:
    told = []
    for format_ in ("xlsx", "xls", "ods", "csv"):
        one = STORIES[f"igual-{table}-{format_}"]
        text = judged(one, one.make(), definitions)
        told.append([line.replace("hoja «Hoja1», ", "").replace("Hoja1 ", "") for line in text.splitlines()[2:]])
    assert told[0] == told[1] == told[2] == told[3]


@pytest.mark.parametrize("path", sorted(REAL.glob("*/*")), ids=lambda path: path.name)
def test_every_cell_of_a_real_file_is_used_set_aside_or_reported(path: Path, definitions: Definitions) -> None:
    content = path.read_bytes()
    real = Story(path.stem, "real", path.name, path.read_bytes, "OG-16", "2015-A")
    found = tables(real, content, definitions)
    assert found
    for table in found.values():
        assert table.cells.total == counted(content)[table.sheet]


@pytest.mark.parametrize("name", ["inventory.csv", "inventory_with_blanks.csv"])
def test_a_real_inventory_with_rows_of_two_kinds_reads_into_its_dataset(name: str, definitions: Definitions) -> None:
    real = Story(name, "Inventario de ADELA", name, (REAL / "adela" / name).read_bytes, "OG-19", "2024-T1")
    expected = EXPECTED.parent / "real" / f"{name}.txt"
    assert judged(real, real.make(), definitions) == expected.read_text(encoding="utf-8")
