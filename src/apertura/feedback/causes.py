"""Issues to causes: what one correction mends is said once."""

from collections.abc import Iterable
from dataclasses import dataclass

from apertura.feedback.explain import placeholders, texts
from apertura.model.issue import Issue, IssueType, Severity


@dataclass(frozen=True, slots=True)
class Cause:
    """Issues of one type and, where they are about its cells, of one field (None: of several, or of none)."""

    type: IssueType
    field: str | None
    issues: tuple[Issue, ...]


def causes(issues: Iterable[Issue]) -> tuple[Cause, ...]:
    """Group issues by type and field, gravest first, then in the order they came.

    What is about columns rather than cells, and what asks nothing of the steward, is grouped by type alone.
    """
    groups: dict[tuple[str, str | None], list[Issue]] = {}
    for issue in issues:
        groups.setdefault((issue.type.code, _field(issue)), []).append(issue)
    found = [_cause(group) for group in groups.values()]
    return tuple(sorted(found, key=lambda cause: list(Severity).index(cause.type.severity)))


def alike(cause: Cause, language: str) -> tuple[tuple[Issue, ...], ...]:
    """Split a cause into the issues that are said with the same words, in the order they came."""
    message = placeholders(texts(cause.type, language)[1])
    names = ["field" if name == "field_title" else name for name in message]
    groups: dict[tuple[str | int | None, ...], list[Issue]] = {}
    for issue in cause.issues:
        said = tuple(issue.details.get(name) or getattr(issue, name, None) for name in names)
        groups.setdefault((issue.suggestion, *said), []).append(issue)
    return tuple(tuple(group) for group in groups.values())


def _field(issue: Issue) -> str | None:
    mends_cells = issue.cell is not None and issue.type.severity is not Severity.INFORMATIVA
    return issue.field if mends_cells else None


def _cause(issues: list[Issue]) -> Cause:
    fields = {issue.field for issue in issues}
    return Cause(type=issues[0].type, field=fields.pop() if len(fields) == 1 else None, issues=tuple(issues))
