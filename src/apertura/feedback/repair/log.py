"""Repairs that were made to the public record of them: CSV, a row for each."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from apertura.model.repair import Repair

COLUMNS = (
    *("organismo_id", "periodo_id", "conjunto", "hoja", "celda", "campo", "regla", "antes", "despues", "confianza"),
    *("acepto", "aceptada", "sha256_antes", "sha256_despues"),
)


def log(
    repairs: Sequence[Repair], whose: tuple[str, str], by: str, accepted: datetime, hashes: tuple[str, str]
) -> bytes:
    """Write who accepted what, when, by which rule, in which file (SHA-256 before and after); UTF-8, RFC 4180.

    ``whose`` are the ids of body and period. No repair holds personal data.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for repair in repairs:
        what = (repair.dataset, repair.sheet, repair.cell, repair.field, repair.rule, repair.before, repair.after)
        writer.writerow([*whose, *what, repair.confidence, by, accepted.isoformat(), *hashes])
    return target.getvalue().encode()
