"""Verdicts to Repairs: each cell for which there is a suggestion, once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from apertura.feedback.repair.written import CELL, as_number
from apertura.model.definition import Definitions, Field
from apertura.model.issue import Issue
from apertura.model.repair import Repair
from apertura.model.submission import Verdict
from apertura.validation.personal_data.hide import hide

_UNKNOWN = "columna-no-reconocida"


def propose(verdicts: Sequence[Verdict], definitions: Definitions) -> tuple[Repair, ...]:
    """List what may be corrected, in the order of the verdicts.

    Of a cell for which there are two suggestions the first counts. Nothing is proposed for personal data, whose value
    is in no issue, nor for a text that would hold some.
    """
    found = {(repair.sheet, repair.cell): repair for repair in reversed([*_proposed(verdicts, definitions)])}
    return tuple(reversed(found.values()))


def _proposed(verdicts: Sequence[Verdict], definitions: Definitions) -> Iterator[Repair]:
    for verdict in verdicts:
        if verdict.dataset is not None:
            fields = {field.name: field for field in definitions.datasets[verdict.dataset].schema.fields}
            yield from _of_headings(verdict.issues, verdict.dataset, fields)
            for issue in verdict.issues:
                if issue.row is not None and issue.cell is not None and CELL.fullmatch(issue.cell) is not None:
                    field = fields.get(issue.field or "")
                    yield from _repair(issue, verdict.dataset, field, issue.cell, issue.value)


def _of_headings(issues: Sequence[Issue], dataset: str, fields: Mapping[str, Field]) -> Iterator[Repair]:
    """Propose the heading asked for where that of one column alone is like it, and stands in one cell."""
    unknown = [issue for issue in issues if issue.type.code == _UNKNOWN and issue.suggestion]
    likest = Counter(issue.suggestion for issue in unknown)
    titles = {field.title: field for field in fields.values()}
    for issue in unknown:
        cell = issue.details.get("celda")
        if cell is not None and likest[issue.suggestion] == 1:
            yield from _repair(issue, dataset, titles.get(issue.suggestion or ""), cell, issue.details["encabezado"])


def _repair(issue: Issue, dataset: str, field: Field | None, cell: str, before: str | None) -> Iterator[Repair]:
    after = issue.suggestion
    if field is None or before is None or not after or hide(before) != before or hide(after) != after:
        return
    heading = issue.type.code == _UNKNOWN
    yield Repair(
        dataset=dataset,
        sheet=issue.sheet,
        cell=cell,
        field=field.name,
        rule=issue.type.code,
        title=issue.type.title_es,
        before=before,
        after=after,
        confidence=issue.confidence,
        number=not heading and as_number(field.type, after),
    )
