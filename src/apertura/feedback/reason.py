"""Issue type to why it matters, where that is written, and where more is said of it."""

import re
from types import MappingProxyType

from apertura.feedback.explain import texts
from apertura.feedback.phrases import Phrases
from apertura.model.definition import DatasetDefinition, Definitions, Field
from apertura.model.issue import IssueType
from apertura.model.text import fold

PAGES = MappingProxyType({"es": "docs/incidencias.md", "en": "docs/issues.md"})
"""Page with a section for every issue type, by language; ``apertura esquemas --incidencias`` writes it."""


def reason(
    type_: IssueType, definitions: Definitions, definition: DatasetDefinition | None, field: Field | None, said: Phrases
) -> str | None:
    """Say in a sentence or two why, and in brackets the source; None where the definitions have no reasons."""
    families = [each for each in definitions.reasons if _is_of(type_.code, each.family)]
    if not families:
        return None
    found = max(families, key=lambda each: len(each.family))
    own = {each.issue_type.code: each.source for each in definition.comparisons} if definition else {}
    about = {
        "table": definition.title if definition else said.say("missing"),
        "field": field.title if field else said.say("missing"),
        "code": type_.code,
    }
    if said.language == "en":
        return said.say("reason", reason=found.reason_en.format(**about), source=found.source_en.format(**about))
    source = own.get(type_.code) or found.source_es.format(**about)
    return said.say("reason", reason=found.reason_es.format(**about), source=source)


def section(type_: IssueType, definitions: Definitions, dataset: str | None, language: str) -> str:
    """Return where more is said of the type: the address of its page, or where there is no site its section in docs."""
    if definitions.site is None:
        return f"{PAGES[language]}#{anchor(type_, definitions, dataset, language)}"
    folder = "" if language == "es" else f"{language}/"
    return f"{definitions.site}{folder}{help_page(type_, definitions, dataset)}"


def help_page(type_: IssueType, definitions: Definitions, dataset: str | None) -> str:
    """Return where in the site the page of a type is, in the folder of its language."""
    own = "" if type_.code in definitions.issue_types or dataset is None else f"{dataset}/"
    return f"ayuda/{own}{type_.code}.html"


def anchor(type_: IssueType, definitions: Definitions, dataset: str | None, language: str) -> str:
    """Name the section by its title; those of rules and comparisons by their dataset too."""
    title = re.sub(r"[^a-z0-9]+", "-", fold(texts(type_, language)[0])).strip("-")
    return title if type_.code in definitions.issue_types or dataset is None else f"{dataset}-{title}"


def _is_of(code: str, family: str) -> bool:
    return not family or f"{code}-".startswith(f"{family}-")
