"""NormalisedTable to CanonicalTable and issues: every cell, key, reference and rule checked, every fault found."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import polars as pl

from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import Issue
from apertura.model.table import ROW, CanonicalTable, NormalisedTable
from apertura.validation.check_owed_rows import check_owed_rows
from apertura.validation.compare import compare, compared_types
from apertura.validation.earlier import Earlier
from apertura.validation.known_rows import Named
from apertura.validation.locate import locate
from apertura.validation.named_rows import check_named_rows
from apertura.validation.personal_data.conceal import conceal
from apertura.validation.personal_data.search import personal_types, search
from apertura.validation.refine_dates import refine_dates
from apertura.validation.rules import check_rules
from apertura.validation.tableschema.cells import Cells, read_cells
from apertura.validation.tableschema.fault import Fault
from apertura.validation.tableschema.foreign_keys import check_foreign_keys
from apertura.validation.tableschema.keys import check_keys
from apertura.validation.tableschema.missing import blank_missing
from apertura.validation.tableschema.to_arrow import to_arrow

NOTHING: Mapping[str, Named] = MappingProxyType({})


def validate(
    table: NormalisedTable,
    definition: DatasetDefinition,
    definitions: Definitions,
    known: Mapping[str, Named] = NOTHING,
    before: Earlier | None = None,
) -> tuple[CanonicalTable | None, tuple[Issue, ...]]:
    """Check a table against its dataset's schema, catalogues and rules, without a limit on what is reported.

    ``known`` are the rows of other datasets that keys may name; keys to a dataset that is not in it are not checked.
    ``before`` is the table of an earlier period to compare with; without one nothing is compared.
    The canonical table is given only if none of these issues returns it; its ``data`` is a pyarrow table of the types
    of ``tableschema.arrow_types``. What the schema means is what frictionless 5 takes it to mean. No issue carries what
    stands in a cell with personal data.
    """
    frame = pl.DataFrame(table.values)
    rows = frame[ROW].cast(pl.UInt32)
    texts = blank_missing(frame, definition.schema)
    cells = read_cells(texts, definition.schema, _absent(table, texts))
    faults = (
        *_faults(table, definition, definitions, known, texts, cells, rows),
        *compare(definition, cells, before),
    )
    types = {
        **definitions.issue_types,
        **{rule.issue_type.code: rule.issue_type for rule in definition.rules},
        **compared_types(definition, definitions.issue_types),
        **personal_types(definitions.issue_types, definition.permissions),
    }
    issues = conceal(locate(faults, table, texts, rows, types))
    if any(issue.type.severity.returns for issue in issues):
        return None, issues
    return _canonical(table, definition, cells, rows), issues


def _absent(table: NormalisedTable, texts: pl.DataFrame) -> frozenset[str]:
    """Fields that the sheet has no column for and that the submission did not fill."""
    unread = [name for name in texts.columns if name not in table.columns]
    return frozenset(name for name in unread if len(texts) and texts[name].null_count() == len(texts))


def _faults(
    table: NormalisedTable,
    definition: DatasetDefinition,
    definitions: Definitions,
    known: Mapping[str, Named],
    texts: pl.DataFrame,
    cells: Mapping[str, Cells],
    rows: pl.Series,
) -> Iterator[Fault]:
    absent = _absent(table, texts)
    for column in cells.values():
        yield from refine_dates(column.faults, texts)
    yield from check_keys(definition.schema, cells, rows, absent)
    yield from check_foreign_keys(definition.schema, cells, definitions.catalogues, texts, absent)
    yield from check_named_rows(definition, definitions, known, cells, texts, absent)
    yield from check_rules(definition.rules, cells, texts)
    yield from check_owed_rows(definition, definitions, cells)
    yield from search(table, definition, definitions.personal_lists, texts, cells)


def _canonical(
    table: NormalisedTable, definition: DatasetDefinition, cells: Mapping[str, Cells], rows: pl.Series
) -> CanonicalTable:
    import pyarrow as pa

    data = to_arrow({name: column.typed for name, column in cells.items()}, definition.schema.fields)
    places = pa.table({ROW: rows.to_arrow()})
    return CanonicalTable(table.dataset, table.sheet, data, places, table.more_sheets, table.columns)
