"""Letters of a text file: read as they were meant, repaired only where that can be undone, or not read at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.intake.encoding import decode, mend

SPANISH = st.text("abcdefghijklmnñopqrstuvwxyzáéíóúüÁÉÍÓÚÑ ,;\n", min_size=12)
MARKED = "¿Cuándo? Según el Pleno, mañana: «así fue».\n"


@given(text=SPANISH)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "mac_roman"])
def test_a_spanish_text_is_read_whatever_the_encoding_it_was_saved_in(encoding: str, text: str) -> None:
    found = decode((MARKED + text).encode(encoding))
    assert found is not None
    assert found.text == MARKED + text


@given(text=SPANISH)
def test_what_was_encoded_twice_is_mended_to_what_it_was(text: str) -> None:
    twice = (MARKED + text).encode().decode("latin-1")
    assert mend(twice) == MARKED + text


@given(text=st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cc", "Cs"])))
def test_mending_what_was_never_encoded_twice_changes_nothing_that_cannot_be_undone(text: str) -> None:
    mended = mend(text)
    assert mend(mended) == mended or len(mend(mended)) < len(mended)
    if mended != text:
        assert len(mended) < len(text)


@given(text=SPANISH.filter(lambda text: set(text) & set("áéíóúñ")))
def test_letters_of_ms_dos_are_not_taken_for_others(text: str) -> None:
    word = f"situación {text} año más\n"
    found = decode(word.encode("cp850"))
    assert found is None


def test_a_mixed_text_says_so_and_keeps_every_letter() -> None:
    found = decode("Línea,Situación\n".encode() + "Año,Está\n".encode("cp1252"))
    assert found is not None
    assert (found.text, found.mixed) == ("Línea,Situación\nAño,Está\n", True)
