"""The letter as mail and as a printed page: whole, in one language, the same each time, and safe from any value."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.feedback import letter, printed, to_print
from apertura.model.issue import Issue
from tests.feedback.test_issue_types import ALL, ENGLISH, QUOTED, SPANISH
from tests.feedback.test_letter import HOSTILE, hostile
from tests.feedback.verdicts_by_hand import DEFINITIONS, LETTERS, submission, verdict

REACHING = ("src", "href", "background", "srcset")
ADDRESSES = re.compile(r"docs/\S+")


class Page(HTMLParser):
    """What a mail program sees: elements in order, text, and whatever would be fetched or run."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.words: list[str] = []
        self.reaches: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.reaches += [
            name for name, _ in attrs if name in ("src", "href", "background", "srcset") or name[:2] == "on"
        ]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.words.append(data)


def words(text: str) -> str:
    return " ".join(" ".join(Page(text).words).split())


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_mail_says_all_that_the_text_says(name: str) -> None:
    said = words(letter(LETTERS[name], DEFINITIONS, form="html")).casefold()
    text = letter(LETTERS[name], DEFINITIONS).casefold()
    bare = re.sub(r"[\s•=:\-]+", " ", text).split()
    assert [word for word in bare if word not in said] == []


def test_mail_needs_nothing_from_elsewhere_and_each_element_carries_its_style() -> None:
    page = Page(letter(LETTERS["devuelta"], DEFINITIONS, form="html"))
    assert page.reaches == []
    assert {"script", "link", "img", "iframe", "form", "object", "svg"}.isdisjoint(page.tags)
    text = letter(LETTERS["devuelta"], DEFINITIONS, form="html")
    assert not re.search(r"url\(|@import|https?:", text)
    assert all("style=" in tag for tag in re.findall(r"<(?:p|h[1-3])\b[^>]*>", text))
    assert "prefers-color-scheme:dark" in text
    assert '<html lang="es-MX">' in text


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_adds_no_element_to_mail(value: str) -> None:
    check(value)


@settings(max_examples=60)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&\"'/=;#!-")), max_size=80))
def test_no_value_adds_an_element_to_mail(value: str) -> None:
    check(value)


def check(value: str) -> None:
    given_ = verdict(*hostile(value), submission=submission(filename=value), sheet=value)
    plain = verdict(*hostile("algo"), submission=submission(filename="algo"), sheet="algo")
    tags, known = (Page(letter([one], DEFINITIONS, form="html")).tags for one in (given_, plain))
    assert sorted(set(tags)) == sorted(set(known))
    assert tags.count("p") == known.count("p")


@pytest.mark.long
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", sorted(ALL))
def test_every_kind_of_issue_is_said_in_one_language_alone(name: str, language: str) -> None:
    type_ = ALL[name]
    found = Issue(type_, sheet="Hoja", cell="D9", row=9, field="estatus", value="7")
    said = letter([verdict(found, sheet=None)], DEFINITIONS, language=language, form="texto")  # type: ignore[arg-type]
    bare = QUOTED.sub("", ADDRESSES.sub("", " ".join(said.split("\n\n", 1)[1].split())))
    other = ENGLISH if language == "es" else SPANISH
    heard = [word for word in other.findall(bare) if word.lower() not in ("a", "no")]
    # what the file and the definitions are called has one name, which is Spanish
    ours = {"de", "la", "las", "los"} if language == "en" else set()
    assert set(map(str.lower, heard)) - ours == set(), bare


# --- The printed page


def test_the_same_verdicts_print_the_same_bytes() -> None:
    assert printed(to_print(LETTERS["devuelta"], DEFINITIONS)) == printed(to_print(LETTERS["devuelta"], DEFINITIONS))
