import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.model.text import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Número\u00a0de\nfolio\u200b ", "numero de folio"),
        ("ÓRGANO\tGARANTE\r\n", "organo garante"),
        ("an\u0303o", "ano"),
        ("Straße", "strasse"),
        ("１.º", "1.o"),
        ("\u3000\ufeff", ""),
        ("", ""),
    ],
)
def test_ways_of_writing_the_same_are_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.lists(st.text(st.sampled_from("abcñÉ"), min_size=1)), st.sampled_from([" ", "\u00a0", "\n", " \t\u200b"]))
def test_any_run_of_blanks_is_one_space(words: list[str], blank: str) -> None:
    assert fold(blank.join(["", *words, ""])) == fold(" ".join(words))
