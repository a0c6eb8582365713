"""Sheets to those of our own template told by their mark: its other sheets set aside, its older headings as today's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from apertura.definitions.datasets.template_version import template_version
from apertura.intake.folding import folding
from apertura.intake.known import Known, known_of_template
from apertura.intake.sheet import Sheet, blank
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.submission import Submission
from apertura.model.table import address
from apertura.model.template import CODE, GUIDE, INSTRUCTIONS, LISTS, TemplateMark, read_mark

_ROWS = 20


@dataclass(frozen=True, slots=True)
class Marked:
    """Sheets to look for tables in, what is known of each dataset, and what to say of the marked sheets, by name."""

    sheets: tuple[Sheet, ...]
    known: Mapping[str, Known]
    issues: Mapping[str | None, tuple[Issue, ...]]


def own_template(
    sheets: Sequence[Sheet], known: Mapping[str, Known], submission: Submission, definitions: Definitions
) -> Marked:
    """Recognise the sheets of our own template; a file without any comes back as it is.

    A table of it that nobody filled has no rows. A column is known by the name of its field, which the template keeps
    in a hidden row above the headings, so that an older template, whose headings were others, is read as today's.
    """
    kept: list[Sheet] = []
    vocabulary = dict(known)
    issues: dict[str | None, tuple[Issue, ...]] = {}
    for sheet in sheets:
        found = _mark(sheet)
        if found is None:
            kept.append(sheet)
        elif (part := found[0].part) in known:
            vocabulary[part] = known_of_template(known[part], definitions)
            kept.append(_table(sheet, part, vocabulary[part]))
            issues[sheet.name] = tuple(_issues(sheet, *found, submission, definitions))
        elif part not in (INSTRUCTIONS, LISTS):
            kept.append(sheet)
    return Marked(tuple(kept), vocabulary, issues)


def _mark(sheet: Sheet) -> tuple[TemplateMark, str] | None:
    for number, row in enumerate(sheet.rows[:_ROWS], 1):
        for column, cell in enumerate(row, 1):
            if isinstance(cell, str) and (mark := read_mark(cell)) is not None:
                return mark, address(column, number)
    return None


def _table(sheet: Sheet, dataset: str, known: Known) -> Sheet:
    codes = next((at for at, row in enumerate(sheet.rows[:_ROWS]) if any(map(_code, row))), None)
    if codes is None or codes + 1 >= len(sheet.rows):
        return replace(sheet, dataset=dataset)
    names = [_code(cell) for cell in sheet.rows[codes]]
    own = [at for at, name in enumerate(names) if name.startswith(CODE)]
    if all(blank(row[at]) for row in sheet.rows[codes + 2 :] for at in own if at < len(row)):
        return replace(sheet, dataset=dataset, rows=())
    headings = list(sheet.rows[codes + 1])
    for at, name in enumerate(names[: len(headings)]):
        headings[at] = _heading(headings[at], name, known)
    # the codes stand as headings now, and are no second ones above
    above = (*sheet.rows[:codes], [f"[{cell}]" if _code(cell) else cell for cell in sheet.rows[codes]])
    return replace(sheet, dataset=dataset, rows=(*above, headings, *sheet.rows[codes + 2 :]))


def _code(cell: object) -> str:
    return cell if isinstance(cell, str) and (cell == GUIDE or cell.startswith(CODE)) else ""


def _heading(written: object, code: str, known: Known) -> object:
    """Head a column with its code; with its field's name where rows of data alone know it; else as it was."""
    name = code.removeprefix(CODE)
    return next((each for each in (code, name) if each and folding(each) in known.columns), written)


def _issues(
    sheet: Sheet, mark: TemplateMark, cell: str, submission: Submission, definitions: Definitions
) -> list[Issue]:
    garante = definitions.garantes[submission.garante]
    expected = {
        "organismo-distinto": (mark.garante, garante.id, f"{garante.name} ({garante.id})"),
        "periodo-distinto": (mark.period, submission.period, submission.period),
    }
    issues = [
        Issue(definitions.issue_types[code], sheet=sheet.name, cell=cell, value=said, details={"esperado": told})
        for code, (said, meant, told) in expected.items()
        if said != meant
    ]
    if template_version(definitions.datasets[mark.part], definitions, submission.period) != mark.version and not issues:
        issues.append(Issue(definitions.issue_types["plantilla-anterior"], sheet=sheet.name, cell=cell))
    return issues
