"""A story to what is said of it, as a text that people can read and compare."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl

from apertura.intake.intake import intake
from apertura.judge import judge
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.submission import Submission, Verdict
from apertura.model.table import ROW, SHEET_SPAN, NormalisedTable
from tests.corpus.story import Story

ALWAYS = ("columna-opcional-ausente", "filas-faltantes", "claves-sin-comparar")
"""Said of almost every story: told in one line, without its details."""


def submission(story: Story, content: bytes) -> Submission:
    received = datetime(2024, 4, 15, 12, tzinfo=UTC)
    return Submission(story.garante, story.period, story.file, "0" * 64, len(content), received, "prueba")


def known(story: Story, definitions: Definitions) -> Definitions:
    if story.words and not story.columns and not story.layouts:
        return definitions
    definition = definitions.datasets[story.dataset]
    changed = replace(
        definition,
        columns=(*definition.columns, *story.columns),
        layouts=story.layouts or definition.layouts,
        meanings=definition.meanings if story.words else (),
        # definitions are told apart by their contract
        contract=f"{definition.contract}-{story.name}",
    )
    return replace(definitions, datasets={**definitions.datasets, story.dataset: changed})


def verdicts(story: Story, content: bytes, definitions: Definitions) -> tuple[Verdict, ...]:
    return judge(
        content, submission(story, content), known(story, definitions), accepted=lambda *_, **__: (), strict=False
    )


def tables(story: Story, content: bytes, definitions: Definitions) -> dict[str, NormalisedTable]:
    defined = known(story, definitions)
    found = intake(content, submission(story, content), defined, tuple(defined.datasets))
    return {table.dataset: table for table, _ in found.tables}


def judged(story: Story, content: bytes, definitions: Definitions) -> str:
    read = tables(story, content, definitions)
    parts = [f"{story.told}\n{story.file}, de {story.garante} para {story.period}"]
    for verdict in verdicts(story, content, definitions):
        table = None if verdict.dataset is None else read[verdict.dataset]
        parts.append("\n".join((*_head(verdict), *_issues(verdict.issues))))
        if table is not None:
            parts.append("\n".join(_rows(verdict, table)))
    return "\n\n".join(parts) + "\n"


def _head(verdict: Verdict) -> Iterator[str]:
    if verdict.dataset is None or verdict.cells is None:
        yield "SIN TABLA"
        return
    place = "" if verdict.sheet is None else f"hoja «{verdict.sheet}», "
    yield f"{verdict.dataset}: {'ACEPTADA' if verdict.accepted else 'DEVUELTA'}"
    yield f"{place}{verdict.header_reason}"
    used, ignored, reported = verdict.cells.used, verdict.cells.ignored, verdict.cells.reported
    yield f"celdas: {used} usadas, {ignored} apartadas, {reported} señaladas"


def _issues(issues: Sequence[Issue]) -> Iterator[str]:
    for code in ALWAYS:
        found = [issue for issue in issues if issue.type.code == code]
        if found:
            named = ", ".join(issue.field for issue in found if issue.field)
            yield f"  {code}{': ' + named if named else ''}"
    for issue in issues:
        if issue.type.code not in ALWAYS:
            yield f"  {issue.type.severity.upper():<11} {issue.type.code} " + " · ".join(_told(issue))


def _told(issue: Issue) -> Iterator[str]:
    yield " ".join(filter(None, (issue.sheet, issue.cell))) or "(archivo)"
    if issue.cell is None and issue.row is not None:
        yield f"fila {issue.row}"
    if issue.field is not None:
        yield issue.field
    if issue.value is not None:
        yield _shown(issue.value)
    if issue.suggestion is not None:
        yield f"¿{issue.suggestion}?"
    for name, value in issue.details.items():
        # how many datasets there are is no matter of the corpus
        yield f"{name}: {_shown(re.sub(r'las [0-9]+ tablas', 'las tablas', value))}"
    if issue.count != 1:
        yield f"×{issue.count}"


def _rows(verdict: Verdict, table: NormalisedTable) -> Iterator[str]:
    values = pl.DataFrame(table.values)
    if verdict.table is not None:
        rows = pl.DataFrame(verdict.table.rows)
        values = rows.hstack(pl.DataFrame(verdict.table.data))
    names = [ROW, *table.columns]
    yield "publicable:" if verdict.accepted else "como se leyó:"
    yield "  " + " | ".join(names)
    for row, *shown in values.select(names).iter_rows():
        place = f"{(table.sheet, *table.more_sheets)[row // SHEET_SPAN]}!" if table.more_sheets else ""
        told = ("—" if value is None else _shown(str(value)) for value in shown)
        yield "  " + " | ".join((f"{place}{row % SHEET_SPAN}", *told))


def _shown(text: str) -> str:
    return text.replace("\r", "␍").replace("\n", "⏎").replace("\t", "⇥").replace("\u00a0", "⍽")
