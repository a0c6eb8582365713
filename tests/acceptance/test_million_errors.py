"""A table with a million errors is answered in a letter that fits in a hand."""

from apertura.feedback import letters
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
