"""Arguments to who sends and for when: said, or told by the folder the file lies in."""

from pathlib import Path

from apertura.errors import UnknownGaranteError, UnknownPeriodError
from apertura.model.definition import Definitions


def sender(file: Path, garante: str | None, period: str | None, definitions: Definitions) -> tuple[str, str]:
    """Return the ids of the garante and the period of a file.

    The folder tells them where it is the inbox's: ``…/<garante>/<periodo>/archivo``. Raises UnknownGaranteError or
    UnknownPeriodError where nobody says it, or where no catalogue has what was said.
    """
    folder = file.resolve().parent
    garante = garante or (folder.parent.name if folder.parent.name in definitions.garantes else None)
    period = period or (folder.name if folder.name in definitions.periods else None)
    if garante is None or garante not in definitions.garantes:
        raise UnknownGaranteError(_about_garante(file, garante, definitions))
    if period is None or period not in definitions.periods:
        raise UnknownPeriodError(_about_period(file, period, definitions))
    return garante, period


def _about_garante(file: Path, garante: str | None, definitions: Definitions) -> str:
    example = next(iter(definitions.garantes))
    if garante is None:
        return f"Diga de qué organismo es «{file.name}» con --garante, por ejemplo --garante {example}."
    return (
        f"No conocemos al organismo «{garante}». Las claves están en catalogos/organismos_garantes.csv, "
        f"por ejemplo {example}."
    )


def _about_period(file: Path, period: str | None, definitions: Definitions) -> str:
    known = ", ".join(definitions.periods_in_order)
    if period is None:
        return f"Diga de qué periodo es «{file.name}» con --periodo; los que hay son: {known}."
    return f"No conocemos el periodo «{period}». Los que hay son: {known}."
