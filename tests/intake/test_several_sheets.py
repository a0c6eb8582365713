"""A table that stands in several sheets: one table, whose rows and issues keep the sheet they are of."""

from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.intake.several_sheets import in_its_sheet, one_table
from apertura.judge import judge
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.ranges import compress
from apertura.model.submission import Submission
from apertura.model.table import ROW, SHEET_SPAN, CellAccount, NormalisedTable, address
from apertura.model.version import Acceptance
from apertura.release.national import national
from apertura.storage.tables import read_table, write_table
from tests.corpus.build import A, B, C, H, book

DATASET = "avance_linea_accion"


def table(sheet: str, rows: list[int]) -> NormalisedTable:
    values = pl.DataFrame({ROW: pl.Series(rows, dtype=pl.UInt32), "x": [str(row) for row in rows]})
    return NormalisedTable("d", sheet, 1, "fila 1", {"x": 1}, values, CellAccount(1, 2, 3))


def test_a_row_published_from_several_sheets_says_its_own_sheet_and_row(definitions: Definitions) -> None:
    content = book([H, A], sheet="1A", more=[("1B", [["Avance"], H, B, C])])
    submission = Submission(
        "OG-01", "2024-T1", "e.xlsx", "0" * 64, len(content), datetime(2024, 4, 15, tzinfo=UTC), "x"
    )
    (verdict,) = judge(content, submission, definitions, accepted=lambda *_, **__: (), strict=False)
    assert verdict.table is not None
    kept = read_table(write_table(verdict.table), DATASET)
    assert kept.more_sheets == verdict.table.more_sheets == ("1B",)
    acceptance = Acceptance(submission, DATASET, submission.received, "c", kept)
    found = national(definitions.datasets[DATASET], [acceptance], definitions.periods_in_order)
    origin = found.data.select("linea_accion_id").hstack(found.origin.select("hoja", "fila"))
    assert origin.rows() == [("1.1.a", "1A", 2), ("1.1.b", "1B", 3), ("1.1.c", "1B", 4)]


def test_the_account_of_one_table_is_that_of_all_its_sheets() -> None:
    one = one_table([table("a", [2, 3]), table("b", [2])])
    assert one.cells == CellAccount(2, 4, 6)
    assert pl.DataFrame(one.values)[ROW].to_list() == [2, 3, SHEET_SPAN + 2]


@given(places=st.sets(st.tuples(st.integers(1, 3), st.integers(0, 2), st.integers(2, 40)), min_size=1))
def test_every_cell_of_an_issue_is_told_once_in_its_own_sheet(
    definitions: Definitions, places: set[tuple[int, int, int]]
) -> None:
    one = replace(table("a", [2]), more_sheets=("b", "c"))
    cells = [(column, sheet * SHEET_SPAN + row) for column, sheet, row in places]
    type_ = definitions.issue_types["valor-convertido"]
    issue = Issue(type_, sheet="a", cell=compress(cells), row=min(row for _, row in cells), count=len(places))
    told = list(in_its_sheet([issue], one))
    expected = {}
    for column, sheet, row in places:
        expected.setdefault("abc"[sheet], set()).add((column, row))
    assert {each.sheet: each.cell for each in told} == {name: compress(found) for name, found in expected.items()}
    assert sum(each.count for each in told) == len(places)


@pytest.mark.parametrize("row", [2, 1_048_576])
def test_an_issue_of_a_table_of_one_sheet_is_left_as_it_is(definitions: Definitions, row: int) -> None:
    issue = Issue(definitions.issue_types["type-error"], sheet="a", cell=address(1, row), row=row)
    assert list(in_its_sheet([issue], table("a", [row]))) == [issue]
