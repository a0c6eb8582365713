"""Whether rows are as they came from their source: one per thing, none a total, each with its origin."""

import polars as pl

from apertura.release.files import LINEAGE
from apertura.release.phrases import say
from apertura.release.quality.cells import free_text, saying
from apertura.release.quality.finding import Finding, Parameters, met, unmet
from apertura.release.quality.strict_cells import strict_cells
from apertura.release.quality.subject import Subject
from apertura.release.quality.words import counted, named
from apertura.release.schema_changes import key

_ORIGIN = ("archivo_sha256", "fila")
_SOURCE = "fuente"


def telling_key(cells: pl.DataFrame, subject: Subject, _asked: Parameters) -> Finding:
    """Whether there is a key, whole in every row, that no two rows share."""
    names = key(subject.schema)
    if not names:
        return unmet(say("quality.key.none"))
    keys = cells.select(names)
    broken = int((keys.is_duplicated() | keys.select(pl.any_horizontal(pl.all().is_null())).to_series()).sum())
    if broken:
        return unmet(say("quality.key.broken", broken, names=named(names)))
    return met(say("quality.key.whole", keys.height, names=named(names)))


def no_totals(cells: pl.DataFrame, subject: Subject, asked: Parameters) -> Finding:
    """Whether no cell of free text says one of ``palabras`` and nothing else, as a row of totals does."""
    columns = free_text(subject)
    if not columns:
        return met(say("quality.texts.none"))
    found = saying(cells, columns, asked["palabras"])
    if found:
        return unmet(say("quality.totals.some", sum(found.values()), where=counted(found)))
    return met(say("quality.totals.none", rows=say("rows", cells.height), columns=say("quality.texts", len(columns))))


def origin_of_rows(cells: pl.DataFrame, subject: Subject, _asked: Parameters) -> Finding:
    """Whether the lineage has file and row for each row of the table."""
    content = subject.content(LINEAGE)
    lineage = strict_cells(content) if content is not None else None
    if lineage is not None and _SOURCE in lineage.columns:
        return _sources_of_rows(cells, lineage, key(subject.schema))
    if lineage is None or not set(_ORIGIN) <= set(lineage.columns):
        return unmet(say("quality.origin.none", file=LINEAGE))
    traced = lineage.drop_nulls(_ORIGIN).height
    if traced != cells.height or lineage.height != cells.height:
        rows = say("rows", cells.height)
        return unmet(say("quality.origin.some", traced, rows=rows, file=LINEAGE))
    return met(say("quality.origin.all", cells.height, file=LINEAGE))


def _sources_of_rows(cells: pl.DataFrame, lineage: pl.DataFrame, keys: list[str]) -> Finding:
    traced = cells.join(lineage.drop_nulls(_SOURCE), on=keys, how="semi").height
    if traced != cells.height:
        rows = say("rows", cells.height)
        return unmet(say("quality.origin.some", traced, rows=rows, file=LINEAGE))
    # with their lineage whole they are still not what was collected, and so not primary
    return unmet(say("quality.origin.derived", cells.height, file=LINEAGE))
