"""Verdicts to Repairs: each cell for which there is a suggestion, once."""

import re
from collections.abc import Iterator, Mapping, Sequence

from apertura.model.definition import Definitions, Field
from apertura.model.issue import Issue
from apertura.model.repair import Repair
from apertura.model.submission import Verdict
from apertura.validation.personal_data.hide import hide

_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_NUMBERS = frozenset({"integer", "number", "year"})
_NUMERAL = re.compile(r"-?\d{1,15}(?:\.\d{1,12})?")


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
            for issue in verdict.issues:
                if (repair := _repair(issue, verdict.dataset, fields)) is not None:
                    yield repair


def _repair(issue: Issue, dataset: str, fields: Mapping[str, Field]) -> Repair | None:
    field, before, after = fields.get(issue.field or ""), issue.value, issue.suggestion
    one_cell = issue.cell is not None and _CELL.fullmatch(issue.cell) is not None
    if field is None or before is None or not after or not one_cell or issue.row is None:
        return None
    if hide(before) != before or hide(after) != after:
        return None
    return Repair(
        dataset=dataset,
        sheet=issue.sheet,
        cell=issue.cell or "",
        field=field.name,
        rule=issue.type.code,
        title=issue.type.title_es,
        before=before,
        after=after,
        confidence=issue.confidence,
        number=field.type in _NUMBERS and _NUMERAL.fullmatch(after) is not None,
    )
