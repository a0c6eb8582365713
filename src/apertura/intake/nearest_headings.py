"""Headings that nobody knows to the fields that lack one: which was perhaps meant, never taken for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from apertura.intake.folding import folding
from apertura.intake.known import Known
from apertura.model.issue import Issue

ALIKE = 70
"""Likeness from 0 to 100 from which on one heading is taken for another, written otherwise."""

SHORT = 6
"""Letters below which a heading is like another by one edit at most: «Otra» is half of «Nota», and means another."""

_ABSENT = ("encabezado-faltante", "columna-opcional-ausente")


def nearest_headings(issues: Sequence[Issue], known: Known) -> tuple[Issue, ...]:
    """Put into the issue of each unknown heading the title of the field that lacks one, if one is clearly nearest.

    Likeness is of letters: of the whole heading, or of its words in any order.
    """
    absent = {issue.field for issue in issues if issue.type.code in _ABSENT}
    options = dict(_options(known, absent))
    return tuple(
        _suggested(issue, options) if issue.type.code == "columna-no-reconocida" else issue for issue in issues
    )


def _options(known: Known, absent: set[str | None]) -> Iterator[tuple[str, str]]:
    titles = {field.name: field.title for field in known.definition.schema.fields}
    for heading, columns in known.columns.items():
        for column in columns:
            if column.field in absent and column.field is not None:
                yield heading, titles[column.field]


def _suggested(issue: Issue, options: Mapping[str, str]) -> Issue:
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    written = folding(issue.details["encabezado"])
    likest: dict[str, float] = {}
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        for heading, likeness, _ in process.extract(written, options.keys(), scorer=scorer, score_cutoff=ALIKE):
            if min(len(written), len(heading)) >= SHORT or OSA.distance(written, heading) <= 1:
                likest[options[heading]] = max(likeness, likest.get(options[heading], 0))
    best = sorted(likest, key=lambda title: -likest[title])[:2]
    if not best or (len(best) == 2 and likest[best[0]] == likest[best[1]]):
        return issue
    return replace(issue, suggestion=best[0], confidence=round(likest[best[0]]))
