"""A table with a million errors is answered in a letter that fits in a hand, and in a workbook that opens."""

import io

from openpyxl import load_workbook

from apertura.feedback import letters
from apertura.feedback.annotate.marks import NOTES, RANGES
from tests.feedback.annotate.test_annotate import marked, notes, workbook
from tests.feedback.verdicts_by_hand import DEFINITIONS, issue, verdict


def test_a_million_errors_make_a_letter_of_the_same_size_with_exact_totals() -> None:
    few, many = (
        [issue("type-error-number", f"F{row}", field="meta", value=f"x{row % 1000}") for row in range(8, 8 + count)]
        for count in (2_000, 1_000_000)
    )
    sizes = [letters([verdict(*found, rows=len(found))], DEFINITIONS) for found in (few, many)]
    for form, text in sizes[0].items():
        assert abs(len(sizes[1][form]) - len(text)) < 400
    assert "1,000,000 celdas" in sizes[1]["texto"]


def test_a_hundred_thousand_wrong_cells_are_marked_within_bounds_and_the_rest_is_counted() -> None:
    many = [issue("type-error-number", f"F{row}", field="meta", value=f"x{row}") for row in range(8, 100_008, 2)]
    after = marked(workbook(), *many)
    assert len(notes(after)) == NOTES
    assert len(after) < 600_000
    page = load_workbook(io.BytesIO(after)).worksheets[0]
    said = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    assert f"{50_000 - RANGES:,} no están marcadas" in said
    assert "50,000 celdas" in said
    assert page.max_row < 30
