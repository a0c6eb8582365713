"""Narrowing a column down never costs a finding: what one expression leaves out, reading it all would not find."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.definitions import load
from apertura.validation.personal_data.candidates import candidates
from apertura.validation.personal_data.find import find
from apertura.validation.personal_data.words import words
from tests.validation.personal_data.corpus import corpus

WORDS = words(load(Path(__file__).parents[3] / "schemas").personal_lists)
TEXTS = [cell.text for cell in corpus()]


def kept(texts: list[str]) -> list[str]:
    return candidates(pl.DataFrame({"texto": texts}, schema={"texto": pl.String}), WORDS, {"texto": None}).get(
        "texto", []
    )


def left_out(texts: list[str]) -> list[str]:
    """Texts with something in them that are no candidates."""
    return [text for text in {*texts} - {*kept(texts)} if find(text, WORDS, None)]


def test_no_cell_of_the_corpus_is_left_out_however_it_is_surrounded() -> None:
    around = ("{}", "({})", "«{}»", "x {}, y", "á{}é", "a\n{}\nb", "{} {}", "\u00a0{}\u00a0")
    texts = [frame.replace("{}", text) for frame in around for text in TEXTS]
    texts += [text.upper() for text in TEXTS]
    assert left_out(texts) == []
    assert len(kept(TEXTS)) < 0.85 * len({*TEXTS})


digits = st.text(alphabet="0123456789 .-()+", min_size=8, max_size=26)
letters = st.text(alphabet="ABCDñ&0123456789- HM", min_size=8, max_size=24)
apart = st.sampled_from(["", " ", "-", ".", "  ", "- "])
DIALLED = ("", "52", "+52", "521", "52 1", "52-1-", "01", "044", "2024")
prefixes = st.builds("{}{}".format, st.sampled_from(DIALLED), apart)
areas = st.builds("{}{}".format, st.sampled_from(["55", "81", "656", "(55)", "(656)"]), apart)
groups = st.sampled_from([(4, 4), (3, 4), (4, 2, 2), (3, 2, 2), (2, 2, 2, 2), (2, 2, 3), (3, 3, 2), (8,), (7,)])
numbers = groups.flatmap(
    lambda sizes: st.tuples(*(st.text(alphabet="0123456789", min_size=size, max_size=size) for size in sizes))
)
telephones = st.builds(
    lambda prefix, area, groups, mark, before, after: f"{before}{prefix}{area}{mark.join(groups)}{after}",
    prefixes, areas, numbers, st.sampled_from(["", " ", "-", "."]), st.sampled_from(["", "x ", "(", "1 "]),
    st.sampled_from(["", " y", ")", "-1"]),
)  # fmt: skip
announced = st.sampled_from(["", "tel ", "CIC:", "nss ", "Clabe ", "rfc ", "ocr", "folio ", "CURP "])


@settings(max_examples=60)
@given(st.lists(st.builds("{}{}".format, announced, st.one_of(digits, letters, st.sampled_from(TEXTS))), min_size=1))
def test_nor_is_any_other_text(texts: list[str]) -> None:
    assert left_out(texts) == []


@pytest.mark.long
@settings(max_examples=200)
@given(st.lists(telephones, min_size=20))
def test_nor_is_a_telephone_however_it_is_dialled_and_grouped(texts: list[str]) -> None:
    assert left_out(texts) == []


def test_the_number_of_a_file_is_read_by_no_one() -> None:
    files = ("AD-0000123-2024", "RRA 01234/2024", "CM-2024-00017-3", "LA-050GYR019-E123-2024", "2024-06-30 18:30:05")
    assert kept(list(files)) == []
