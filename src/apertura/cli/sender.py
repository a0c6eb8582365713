"""Arguments to who sends and for when: said, or told by the folder the file lies in."""

from pathlib import Path

from apertura.errors import UnknownGaranteError, UnknownPeriodError
from apertura.model.definition import Definitions


def sender(file: Path, garante: str | None, period: str | None, definitions: Definitions) -> tuple[str, str]:
    """Return the ids of the garante and the period of a file; an empty text where neither says it.

    The folder tells them where it is the inbox's: ``…/<garante>/<periodo>/archivo``. Raises UnknownGaranteError or
    UnknownPeriodError where one was said and no catalogue has it.
    """
    folder = file.resolve().parent
    garante = garante or (folder.parent.name if folder.parent.name in definitions.garantes else "")
    period = period or (folder.name if folder.name in definitions.periods else "")
    if garante and garante not in definitions.garantes:
        raise UnknownGaranteError(
            f"No conocemos al organismo «{garante}». Las claves están en catalogos/organismos_garantes.csv, "
            f"por ejemplo {next(iter(definitions.garantes))}."
        )
    if period and period not in definitions.periods:
        known = ", ".join(definitions.periods_in_order)
        raise UnknownPeriodError(f"No conocemos el periodo «{period}». Los que hay son: {known}.")
    return garante, period
