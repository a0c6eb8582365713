"""docs/incidencias.md and docs/issues.md are true of the schemas, and every answer links to a section that is there."""

import re
from pathlib import Path

import pytest

from apertura.cli import main
from apertura.feedback import letter
from apertura.feedback.reason import PAGES, section
from apertura.model.definition import Definitions
from apertura.model.issue import Issue, IssueType
from tests.feedback.test_issue_types import ENGLISH, QUOTED, SPANISH
from tests.feedback.verdicts_by_hand import verdict

REPO = Path(__file__).parents[1]


def kinds(definitions: Definitions) -> list[tuple[IssueType, str | None]]:
    found: list[tuple[IssueType, str | None]] = [(type_, None) for type_ in definitions.issue_types.values()]
    for name, definition in definitions.datasets.items():
        found += [(rule.issue_type, name) for rule in definition.rules]
        found += [(comparison.issue_type, name) for comparison in definition.comparisons]
    return found


@pytest.mark.parametrize("language", sorted(PAGES))
def test_the_page_is_that_of_the_schemas_today(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Write it again with: apertura esquemas --incidencias es > docs/incidencias.md (en, docs/issues.md)."""
    assert main(["esquemas", "--incidencias", language, "--esquemas", str(REPO / "schemas")]) == 0
    assert (REPO / PAGES[language]).read_text(encoding="utf-8") == capsys.readouterr().out


@pytest.mark.parametrize("language", sorted(PAGES))
def test_every_kind_of_issue_has_its_own_section(language: str, definitions: Definitions) -> None:
    anchors = re.findall(r'<a id="([^"]+)"></a>', (REPO / PAGES[language]).read_text(encoding="utf-8"))
    wanted = [section(type_, definitions, dataset, language) for type_, dataset in kinds(definitions)]
    assert [f"{PAGES[language]}#{anchor}" for anchor in anchors] == sorted(wanted, key=anchors_first(anchors))
    assert len(set(wanted)) == len(wanted)


def anchors_first(anchors: list[str]):  # type: ignore[no-untyped-def]
    return lambda address: anchors.index(address.partition("#")[2])


@pytest.mark.parametrize("language", sorted(PAGES))
def test_every_message_names_its_section(language: str, definitions: Definitions) -> None:
    for type_ in definitions.issue_types.values():
        said = letter([verdict(Issue(type_))], definitions_by_hand(definitions), language=language)  # type: ignore[arg-type]
        assert section(type_, definitions, None, language) in "".join(said.split())


def definitions_by_hand(definitions: Definitions) -> Definitions:
    from tests.feedback.verdicts_by_hand import DEFINITIONS

    assert DEFINITIONS.issue_types.keys() == definitions.issue_types.keys()
    return DEFINITIONS


def test_each_page_is_in_its_own_language() -> None:
    for language, other in (("es", ENGLISH), ("en", SPANISH)):
        text = (REPO / PAGES[language]).read_text(encoding="utf-8")
        bare = QUOTED.sub(
            "", re.sub(r"`[^`]*`|<a [^>]*>|\]\([^)]*\)|^### .*$|^\s*#### .*$", "", text, flags=re.MULTILINE)
        )
        assert other.findall(bare) == [], other.search(bare)


def test_every_reason_says_where_it_is_written(definitions: Definitions) -> None:
    for reason in definitions.reasons:
        assert reason.reason_es.endswith(".")
        assert reason.reason_en.endswith(".")
        assert not reason.source_es.endswith(".")
        assert not ENGLISH.search(QUOTED.sub("", reason.reason_es + reason.source_es))
        assert not SPANISH.search(QUOTED.sub("", reason.reason_en + reason.source_en))
