"""What the template holds of a pattern is true of every text that matches it."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.feedback.template.text_shape import TextShape, text_shape

SCHEMAS = Path(__file__).parents[3] / "schemas"
PATTERNS = sorted(
    {
        field["constraints"]["pattern"]
        for path in SCHEMAS.glob("*/table.schema.json")
        for field in json.loads(path.read_text(encoding="utf-8"))["fields"]
        if "pattern" in field.get("constraints", {})
    }
)


@pytest.mark.parametrize("pattern", [*PATTERNS, r"[^a]b?c{2,}", r"(?:ab|cd)? .", r"\S+\W", r"a{0,1}[ -~]"])
def test_no_text_that_matches_is_outside_the_shape(pattern: str) -> None:
    shape = text_shape(pattern)

    @settings(max_examples=60)
    @given(st.from_regex(pattern, fullmatch=True))
    def holds(text: str) -> None:
        text = text.removesuffix("\n") if pattern.endswith("$") else text
        assert len(text) >= shape.shortest
        assert shape.longest is None or len(text) <= shape.longest
        assert not shape.beginnings or text.startswith(shape.beginnings)
        assert shape.blanks or " " not in text

    holds()


def test_what_a_person_sees_at_once_is_told() -> None:
    assert text_shape(r"^https?://[^\s]+$") == TextShape(8, None, ("http://", "https://"), blanks=False)
    assert text_shape(r"^\d{2}$") == TextShape(2, 2, (), blanks=False)
    assert text_shape(r"^ocds-[a-z0-9]{6}-.+$").beginnings == ("ocds-",)
