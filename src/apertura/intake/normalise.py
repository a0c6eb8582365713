"""RawTable to NormalisedTable: names and text, never meaning."""

from collections.abc import Mapping, Sequence

import polars as pl

from apertura.intake.cells import Cells, cells
from apertura.intake.checks import checks, reading_checks
from apertura.intake.context import context_checks, context_values
from apertura.intake.headings import Feed, Mapped, headings
from apertura.intake.known import Known
from apertura.intake.meanings import meanings
from apertura.intake.readings import READINGS, Reference
from apertura.intake.spellings import bodies, periods
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import Issue, IssueTypes
from apertura.model.submission import Submission
from apertura.model.table import ROW, CellAccount, Kind, NormalisedTable, RawTable, address


def normalise(
    raw: RawTable, known: Known, definition: DatasetDefinition, submission: Submission, definitions: Definitions
) -> tuple[NormalisedTable, tuple[Issue, ...]]:
    """Read a table as the dataset's fields, in the schema's order, one row for each data row of the sheet.

    Words of ``values.csv`` are replaced first, then each column is read by its reading. Every non-empty cell of the
    sheet ends in one place of the account.
    """
    issue_types = definitions.issue_types
    mapped = headings(raw, known, definition, issue_types)
    found = cells(raw, mapped)
    words, replaced = meanings(found, mapped.feeds, known, raw.sheet, issue_types)
    values = _read(words, found, mapped.feeds, Reference(raw.epoch, bodies(definitions), periods(definitions)))
    frame = found.frame.hstack(values)
    wanted = [
        *reading_checks(mapped.feeds),
        *context_checks(mapped.feeds, definition, definitions, submission),
    ]
    noted = checks(frame, wanted, raw.sheet, issue_types)
    table = NormalisedTable(
        dataset=definition.name,
        sheet=raw.sheet,
        header_row=raw.header_row,
        header_reason=raw.header_reason,
        columns={feed.field.name: feed.column for feed in mapped.feeds},
        values=_filled(frame, definition, context_values(definition, submission), mapped.feeds),
        cells=_account(raw, mapped, found, frame),
    )
    return table, (*mapped.issues, *_rows(found, raw, issue_types), *replaced, *noted)


def _read(words: pl.DataFrame, found: Cells, feeds: Sequence[Feed], reference: Reference) -> pl.DataFrame:
    frame = found.frame.select(pl.col(r"^k\d+$")).hstack(words)
    return frame.select(
        READINGS[feed.reading](pl.col(feed.field.name), pl.col(f"k{feed.column}"), reference).alias(feed.field.name)
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


def _rows(found: Cells, raw: RawTable, issue_types: IssueTypes) -> list[Issue]:
    issues = [] if found.frame.height else [Issue(issue_types["sin-filas"], sheet=raw.sheet, row=raw.header_row)]
    if found.blank:
        first, last = raw.headings[0].column, raw.headings[-1].column
        issues.append(
            Issue(
                issue_types["fila-en-blanco"],
                sheet=raw.sheet,
                cell=", ".join(f"{address(first, a)}:{address(last, b)}" for a, b in _runs(found.blank)),
                row=found.blank[0],
                count=len(found.blank),
            )
        )
    return issues


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    starts = [row for row, before in zip(rows, (None, *rows[:-1]), strict=True) if before != row - 1]
    ends = [row for row, after in zip(rows, (*rows[1:], None), strict=True) if after != row + 1]
    return list(zip(starts, ends, strict=True))


def _account(raw: RawTable, mapped: Mapped, found: Cells, frame: pl.DataFrame) -> CellAccount:
    """Put each non-empty cell in one place: a cell that feeds two fields counts once, as used if either has it."""
    by_column: dict[int, list[str]] = {}
    for feed in mapped.feeds:
        by_column.setdefault(feed.column, []).append(feed.field.name)
    used = frame.select(
        pl.any_horizontal(pl.col(name).is_not_null() for name in names).sum().alias(str(column))
        for column, names in by_column.items()
    )
    errors = frame.select((pl.col(f"k{column}") == Kind.ERROR).sum().alias(str(column)) for column in by_column)
    filled = {heading.column: _count(found.kept, heading.column) for heading in raw.headings}
    in_use = sum(used.row(0)) if by_column else 0
    reported = (sum(errors.row(0)) if by_column else 0) + sum(filled[column] for column in mapped.reported)
    ignored = raw.outside + found.left_out + sum(filled.values()) - in_use - reported
    return CellAccount(used=in_use, ignored=ignored, reported=reported)


def _count(text: pl.DataFrame, column: int) -> int:
    cells_of = text[str(column)]
    return len(cells_of) - cells_of.null_count()
