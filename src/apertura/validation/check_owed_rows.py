"""Typed columns to the rows that a table owes and lacks, and to those of a work plan that is not in force."""

from collections.abc import Iterator, Mapping

import polars as pl

from apertura.model.definition import DatasetDefinition, Definitions
from apertura.validation.owed_rows import owed_rows, rows_in_force
from apertura.validation.tableschema.cells import Cells
from apertura.validation.tableschema.fault import Fault


def check_owed_rows(
    definition: DatasetDefinition, definitions: Definitions, cells: Mapping[str, Cells]
) -> Iterator[Fault]:
    """Find them for each body and period that the rows are of, which is one but where the file contradicts itself.

    What lacks is told once, with how many; not where as many rows say something that is in no work plan, and were
    meant for them: those have a fault of their own.
    """
    owed = definition.owed_rows
    context = {source: name for name, source in definition.context.items()}
    if owed is None or not {"garante", "period"} <= context.keys():
        return
    rows = pl.DataFrame(
        [cells[context["garante"]].typed.alias("garante"), cells[context["period"]].typed.alias("period"),
         cells[owed.field].typed.alias("value")]
    ).with_row_index()  # fmt: skip
    listed = {row[owed.key] for row in definitions.catalogues[owed.catalogue].rows}
    for (garante, period), group in rows.group_by("garante", "period", maintain_order=True):
        if garante in definitions.garantes and period in definitions.periods:
            yield from _faults(definition, definitions, str(garante), str(period), group, listed)


def _faults(
    definition: DatasetDefinition,
    definitions: Definitions,
    garante: str,
    period: str,
    rows: pl.DataFrame,
    listed: set[str],
) -> Iterator[Fault]:
    field = definition.owed_rows.field if definition.owed_rows else ""
    in_force = rows_in_force(definition, definitions, period)
    if in_force:
        for index in rows.filter(pl.col("value").is_in(listed - set(in_force)))["index"]:
            yield Fault(index, (field,), "fila-de-otro-plan", {"periodo": period})
    there = set(rows["value"].drop_nulls())
    owed = owed_rows(definition, definitions, garante, period)
    lacking = [value for value in owed if value not in there]
    astray = rows.height - rows["value"].is_in(in_force).sum()
    if len(lacking) > astray:
        details = {"faltan": ", ".join(lacking), "debidas": str(len(owed)), "periodo": period}
        yield Fault(None, (field,), "filas-faltantes", details, count=len(lacking))
