"""Two submissions to the cells in which their tables differ, also where one was returned."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from apertura.feedback.echo import echo
from apertura.intake.intake import intake
from apertura.intake.read import Read
from apertura.model.definition import Definitions
from apertura.model.personal_data import HIDDEN
from apertura.model.submission import Submission
from apertura.model.table import ROW
from apertura.portal.desk.obligations import report_of
from apertura.release.cell_changes import ACTION, AFTER, BEFORE, FIELD, cell_changes
from apertura.release.difference import CellChange
from apertura.storage import archive
from apertura.validation.personal_data.conceal import PERSONAL
from apertura.validation.personal_data.hide import hide

SHOWN = 200


@dataclass(frozen=True, slots=True)
class TableChange:
    """What differs in the table of a dataset; ``cells`` are the first so many of ``total``.

    ``told_apart`` is false where a key is missing or there twice, so that no row is known again.
    """

    dataset: str
    before: Submission
    rows: tuple[int, int]
    key: tuple[str, ...]
    cells: tuple[CellChange, ...]
    total: int
    told_apart: bool


def against(
    definitions: Definitions, read: Read, root: Path, pairs: Sequence[tuple[str, Submission]], after: Submission
) -> tuple[TableChange, ...]:
    """Compare the tables of ``after`` with those of the submissions before it, each named with its dataset.

    What was read is compared, as it was understood; no cell of a field in which there may be personal data is shown.
    """
    names = [name for name, _ in pairs]
    new = _tables(definitions, read, root, after, names)
    found = []
    for name, before in pairs:
        old = _tables(definitions, read, root, before, [name])
        if name in old and name in new:
            quiet = _personal(root, before) | _personal(root, after)
            found.append(_compare(definitions, name, before, old[name], new[name], quiet))
    return tuple(found)


def _tables(
    definitions: Definitions, read: Read, root: Path, submission: Submission, datasets: Sequence[str]
) -> dict[str, pl.DataFrame]:
    taken = intake(archive.load(root, submission), submission, definitions, datasets, read)
    return {table.dataset: pl.DataFrame(table.values).drop(ROW) for table, _ in taken.tables}


def _compare(
    definitions: Definitions, name: str, before: Submission, old: pl.DataFrame, new: pl.DataFrame, quiet: Set[str]
) -> TableChange:
    key = definitions.datasets[name].schema.primary_key
    rows = old.height, new.height
    if not all(_tells_apart(table, key) for table in (old, new)):
        return TableChange(name, before, rows, key, (), 0, told_apart=False)
    cells = cell_changes(old, new, key)
    shown = tuple(_cells(cells.head(SHOWN), key, quiet))
    return TableChange(name, before, rows, key, shown, cells.height, told_apart=True)


def _tells_apart(table: pl.DataFrame, key: Sequence[str]) -> bool:
    keys = table.select(key)
    return keys.drop_nulls().height == keys.height == keys.unique().height


def _cells(cells: pl.DataFrame, key: Sequence[str], quiet: Set[str]) -> Iterator[CellChange]:
    for row in cells.iter_rows(named=True):
        where = tuple(HIDDEN if name in quiet else _plain(row[name]) or "" for name in key)
        hidden = row[FIELD] in quiet
        before, after = (HIDDEN if hidden and row[side] else _plain(row[side]) for side in (BEFORE, AFTER))
        yield CellChange(where, row[ACTION], row[FIELD], before, after)


def _plain(text: str | None) -> str | None:
    return None if text is None else echo(hide(text), 160)


def _personal(root: Path, submission: Submission) -> frozenset[str]:
    report = report_of(root, submission) or {"tablas": ()}
    told = (issue for table in report["tablas"] for issue in table["incidencias"])
    return frozenset(each["campo"] for each in told if each["campo"] and each["tipo"].startswith(PERSONAL))
