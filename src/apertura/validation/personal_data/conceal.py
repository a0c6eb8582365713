"""Issues to the same issues without what stands in the cells where personal data were found."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial

from apertura.model.issue import Issue
from apertura.model.personal_data import HIDDEN, PersonalLists
from apertura.validation.personal_data.find import find
from apertura.validation.personal_data.words import words

PERSONAL = "dato-personal"
"""What the codes of issues about personal data begin with."""


def conceal(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Hide value, suggestion and details of each issue about a cell that another one says holds personal data.

    Issues of one sheet that carry the cell's text for whatever reason are covered: readings, keys, rules. Concealing
    twice is concealing once.
    """
    every = tuple(issues)
    cells = {(issue.sheet, cell) for issue in every if issue.type.code.startswith(PERSONAL) for cell in _cells(issue)}
    return tuple(_without_text(issue) if _touches(issue, cells) else issue for issue in every) if cells else every


def conceal_labels(issues: Iterable[Issue], lists: PersonalLists) -> tuple[Issue, ...]:
    """Hide what a steward wrote as the name of a column or of a sheet, where that is personal data itself."""
    quiet = cache(partial(quiet_label, lists=lists))
    return tuple(
        replace(
            issue,
            sheet=None if issue.sheet is None else quiet(issue.sheet),
            details={name: quiet(text) for name, text in issue.details.items()} if issue.row is None else issue.details,
        )
        for issue in issues
    )


def quiet_label(text: str, lists: PersonalLists) -> str:
    """Return the text, or what stands in its place where it holds personal data."""
    return HIDDEN if any(found.sure for found in find(text, words(lists), None)) else text


def _cells(issue: Issue) -> list[str]:
    return [] if issue.cell is None else issue.cell.split(", ")


def _touches(issue: Issue, cells: set[tuple[str | None, str]]) -> bool:
    return any((issue.sheet, cell) in cells for cell in _cells(issue))


def _without_text(issue: Issue) -> Issue:
    kept = issue.details
    if not issue.type.code.startswith(PERSONAL):
        kept = {name: text if name in _OURS else HIDDEN for name, text in issue.details.items()}
    return replace(issue, value=HIDDEN, suggestion=None, confidence=None, details=kept)


_OURS = frozenset({"esperado", "opciones", "patron", "ejemplo", "limite", "largo", "otra_fila", "clave", "catalogo"})
"""Details that never come from the cell."""
