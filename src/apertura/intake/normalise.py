"""RawTable to NormalisedTable: names and text, never meaning."""

from collections.abc import Mapping, Sequence

import polars as pl

from apertura.intake.cells import Cells, cells
from apertura.intake.changes import changes
from apertura.intake.checks import checks, reading_checks
from apertura.intake.context import context_checks, context_values
from apertura.intake.headings import Feed, Mapped, headings
from apertura.intake.known import Known
from apertura.intake.meanings import meanings
from apertura.intake.readings import READINGS, Reference
from apertura.intake.remarks import Remarks, without
from apertura.intake.sheet import NO_MARKS, Marks
from apertura.intake.spellings import bodies, periods
from apertura.intake.strangers import strangers
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import Issue
from apertura.model.submission import Submission
from apertura.model.table import ROW, CellAccount, Kind, NormalisedTable, RawTable


def normalise(
    raw: RawTable,
    known: Known,
    definition: DatasetDefinition,
    submission: Submission,
    definitions: Definitions,
    marks: Marks = NO_MARKS,
) -> tuple[NormalisedTable, tuple[Issue, ...]]:
    """Read a table as the dataset's fields, in the schema's order, one row for each data row of the sheet.

    Words of ``values.csv`` are replaced first, then each column is read by its reading. Every non-empty cell of the
    sheet ends in one place of the account.
    """
    issue_types = definitions.issue_types
    mapped = headings(raw, known, definition, issue_types)
    whole = cells(raw, mapped, known.end_markers, marks)
    reference = Reference(raw.epoch, bodies(definitions), periods(definitions))
    frame, replaced = _frame(raw, whole, mapped.feeds, known, reference, definitions)
    blocks = strangers(frame, whole.blank, mapped.feeds, definition.context)
    found = without(whole, {row for block in blocks for row in block}) if blocks else whole
    if blocks:
        frame, replaced = _frame(raw, found, mapped.feeds, known, reference, definitions)
    checked = (*reading_checks(mapped.feeds), *context_checks(mapped.feeds, definition, definitions, submission))
    table = NormalisedTable(
        dataset=definition.name,
        sheet=raw.sheet,
        header_row=raw.header_row,
        header_reason=raw.header_reason,
        columns={feed.field.name: feed.column for feed in mapped.feeds},
        values=_filled(frame, definition, context_values(definition, submission), mapped.feeds),
        cells=_account(raw, mapped, whole, found, frame, len(marks.far)),
    )
    said = Remarks(raw, found, mapped, marks, issue_types).all(blocks)
    return table, (*mapped.issues, *said, *replaced, *checks(frame, checked, raw.sheet, issue_types))


def _frame(
    raw: RawTable, found: Cells, feeds: Sequence[Feed], known: Known, reference: Reference, definitions: Definitions
) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    words, replaced = meanings(found, feeds, known, raw.sheet, definitions.issue_types)
    frame = found.frame.hstack(_read(words, found, feeds, reference, definitions))
    return frame, (*replaced, *changes(words, frame, feeds, raw.sheet, definitions.issue_types))


def _read(
    words: pl.DataFrame, found: Cells, feeds: Sequence[Feed], reference: Reference, definitions: Definitions
) -> pl.DataFrame:
    frame = found.frame.select(pl.col(r"^k\d+$")).hstack(words)
    return frame.select(
        READINGS[feed.reading](
            pl.col(feed.field.name), pl.col(f"k{feed.column}"), reference.of(feed.field, definitions)
        ).alias(feed.field.name)
        for feed in feeds
    )


def _filled(
    frame: pl.DataFrame, definition: DatasetDefinition, context: Mapping[str, str], feeds: Sequence[Feed]
) -> pl.DataFrame:
    fed = {feed.field.name for feed in feeds}
    names = [field.name for field in definition.schema.fields]
    columns = {name: pl.col(name) if name in fed else pl.lit(None, dtype=pl.String) for name in names}
    columns |= {name: pl.coalesce(columns[name], pl.lit(value)) for name, value in context.items()}
    return frame.select(ROW, **columns)


def _account(raw: RawTable, mapped: Mapped, whole: Cells, found: Cells, frame: pl.DataFrame, far: int) -> CellAccount:
    """Put each non-empty cell in one place: a cell that feeds two fields counts once, as used if either has it."""
    by_column: dict[int, list[str]] = {}
    for feed in mapped.feeds:
        by_column.setdefault(feed.column, []).append(feed.field.name)
    # a merged cell that was read in several rows is one cell
    used = frame.select(
        (pl.coalesce(names).is_not_null() & pl.col(f"w{column}").is_not_null()).sum().alias(str(column))
        for column, names in by_column.items()
    )
    errors = frame.select((pl.col(f"k{column}") == Kind.ERROR).sum().alias(str(column)) for column in by_column)
    filled = {heading.column: _count(found.kept, heading.column) for heading in raw.headings}
    strange = sum(_count(whole.kept, heading.column) for heading in raw.headings) - sum(filled.values())
    in_use = sum(used.row(0)) if by_column else 0
    reported = (sum(errors.row(0)) if by_column else 0) + sum(filled[column] for column in mapped.reported)
    return CellAccount(
        used=in_use,
        ignored=raw.outside + found.left_out + sum(filled.values()) - in_use - reported,
        reported=reported + strange + found.examples + raw.aside + far,
    )


def _count(text: pl.DataFrame, column: int) -> int:
    cells_of = text[str(column)]
    return len(cells_of) - cells_of.null_count()
