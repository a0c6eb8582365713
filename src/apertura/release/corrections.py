"""Acceptances to the public log of the corrections by which their files were made."""

from collections.abc import Sequence

import polars as pl

from apertura.model.version import Acceptance
from apertura.release.canonical_csv import write_csv

COLUMNS = (
    *("organismo_id", "periodo_id", "archivo_sha256", "hoja", "celda", "campo", "regla", "antes", "despues"),
    *("confianza", "acepto", "aceptada", "sha256_antes", "sha256_despues"),
)
"""Columns of the log: whose file, as it was handed in, which cell of it, what was written instead of what, by which
rule and how sure, who accepted it and when, and in which file it was made."""


def corrections(acceptances: Sequence[Acceptance]) -> bytes | None:
    """Write every correction of the tables that stand, by body, period, file and place; None where there is none.

    Only those of the table itself: what was corrected in another sheet of the same file is told with that dataset.
    """
    rows = [
        {**row, "archivo_sha256": acceptance.submission.sha256}
        for acceptance in acceptances
        for row in acceptance.corrections
        if row["conjunto"] == acceptance.dataset
    ]
    if not rows:
        return None
    told = pl.DataFrame(rows, schema=dict.fromkeys((*COLUMNS, "conjunto"), pl.String)).select(COLUMNS)
    when = pl.col("aceptada").str.to_datetime(time_zone="UTC")
    typed = told.with_columns(when, pl.col("confianza").replace("", None).cast(pl.Int64))
    order = ("organismo_id", "periodo_id", "aceptada", "hoja", "celda", "sha256_antes")
    return write_csv(typed.sort(order, nulls_last=False))
