"""Headings of a RawTable to the fields they feed: each one mapped, ignored by a row of data, or an issue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.intake.folding import folding
from apertura.intake.known import Known
from apertura.model.definition import DatasetDefinition, Field
from apertura.model.issue import Issue, IssueTypes
from apertura.model.source import OTHER_ROWS, Column
from apertura.model.table import ROW, Heading, RawTable, address, letters


@dataclass(frozen=True, slots=True)
class Feed:
    """A field, the number of the sheet's column that feeds it, and the reading between them."""

    field: Field
    column: int
    reading: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where each column of a table goes: ``feeds`` in the schema's order; numbers of the others.

    ``other_rows`` are those of the ignored ones in which a value tells that the row is of another dataset.
    """

    feeds: tuple[Feed, ...]
    ignored: tuple[int, ...]
    reported: tuple[int, ...]
    issues: tuple[Issue, ...]
    other_rows: tuple[int, ...] = ()


def headings(raw: RawTable, known: Known, definition: DatasetDefinition, issue_types: IssueTypes) -> Mapped:
    """Map the headings of a table to the fields of a dataset.

    Where two columns would feed one field the first one does, and the other is reported; a required field that
    neither a column nor the submission fills is an issue.
    """
    place = _Place(raw, pl.DataFrame(raw.text), issue_types)
    fed: dict[str, tuple[Heading, Column]] = {}
    ignored: list[int] = []
    issues: dict[int, Issue] = {}
    for heading in raw.headings:
        columns = known.columns.get(folding(heading.text), ())
        wanted = [column for column in columns if column.field]
        taken = next((fed[column.field][0] for column in wanted if column.field in fed), None)
        if not columns or not heading.text:
            issues[heading.column] = place.unknown(heading)
        elif taken is not None:
            issues[heading.column] = place.duplicate(heading, taken)
        elif not wanted:
            ignored.append(heading.column)
        else:
            fed.update({column.field: (heading, column) for column in wanted if column.field})
    feeds = _feeds(definition.schema.fields, fed)
    missing = place.missing(definition, fed)
    other_rows = tuple(one.column for one in raw.headings if one.column in ignored and _of_other_rows(one, known))
    return Mapped(feeds, tuple(ignored), tuple(issues), (*issues.values(), *missing), other_rows)


def _of_other_rows(heading: Heading, known: Known) -> bool:
    return any(column.reading == OTHER_ROWS for column in known.columns[folding(heading.text)])


def _feeds(fields: Sequence[Field], fed: Mapping[str, tuple[Heading, Column]]) -> tuple[Feed, ...]:
    return tuple(
        Feed(field, fed[field.name][0].column, fed[field.name][1].reading) for field in fields if field.name in fed
    )


@dataclass(frozen=True, slots=True)
class _Place:
    raw: RawTable
    text: pl.DataFrame
    issue_types: IssueTypes

    def unknown(self, heading: Heading) -> Issue:
        if not heading.text:
            return self._column("columna-sin-encabezado", heading)
        alone = self._cell(heading)
        return self._column("columna-no-reconocida", heading, **({"celda": alone} if alone else {}))

    def _cell(self, heading: Heading) -> str | None:
        """Address of the cell that the whole heading stands in; None where it is made of several."""
        written = [level for level, text in enumerate(heading.levels) if text]
        if len(written) != 1 or heading.levels[written[0]] != heading.text:
            return None
        return address(heading.column, self.raw.header_row - len(heading.levels) + 1 + written[0])

    def duplicate(self, heading: Heading, taken: Heading) -> Issue:
        return self._column("columna-duplicada", heading, otra=f"{taken.text} ({letters(taken.column)})")

    def missing(self, definition: DatasetDefinition, fed: Mapping[str, object]) -> list[Issue]:
        return [
            self._absent(field)
            for field in definition.schema.fields
            if field.name not in fed and field.name not in definition.context
        ]

    def _absent(self, field: Field) -> Issue:
        code = "encabezado-faltante" if field.required else "columna-opcional-ausente"
        return Issue(
            self.issue_types[code],
            sheet=self.raw.sheet,
            row=self.raw.header_row,
            field=field.name,
            details={"encabezado": field.title},
        )

    def _column(self, code: str, heading: Heading, **details: str) -> Issue:
        filled = self.text.select(ROW, cells=str(heading.column)).drop_nulls()
        first, last = (filled[ROW][0], filled[ROW][-1]) if filled.height else (self.raw.header_row,) * 2
        start, end = address(heading.column, first), address(heading.column, last)
        return Issue(
            self.issue_types[code],
            sheet=self.raw.sheet,
            cell=start if first == last else f"{start}:{end}",
            details={"encabezado": heading.text, **details},
            count=filled.height,
        )
