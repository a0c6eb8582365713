"""What came of each disaster to docs/ensayo-de-desastres.md."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

HEAD = """# Ensayo de desastres

Qué pasa cuando algo falla mientras se publica en un portal CKAN. Lo escribe `tests/ckan/test_disasters.py`, que lo
hace todo contra un CKAN de verdad, con un intermediario que descompone lo que se le dice. Mientras, alguien
descarga sin parar el conjunto entero y comprueba cada archivo con la huella (SHA-256) que el portal dice de él.

**Lo que se promete, y se cumplió en cada caso de abajo:** en ningún momento ese lector dio por buena una mezcla.
Obtuvo la versión anterior entera, o la nueva entera; o, mientras CKAN guarda un archivo tras otro, alguno que no
coincidía con su huella, y entonces preguntó otra vez. Después de cada desastre, la siguiente corrida dejó el portal
igual que si nada hubiera pasado, y otra más no encontró nada que hacer.

**Lo que no se promete:** que quien baja un solo archivo, o no compara huellas, no vea por un instante uno nuevo
junto a otro anterior. CKAN no sabe reemplazar varios archivos de una vez.

- **nueva**: al terminar esa corrida, el portal tiene la versión nueva, descargada de vuelta y comprobada.
- **anterior**: tiene la anterior, puesta de vuelta si hizo falta y comprobada; la corrida lo dice.
- **entera**: tiene una de las dos, entera, o la tabla del DataStore va atrás de los archivos; la corrida no alcanzó
  a comprobarlo y la siguiente termina.
- **nadie la ve**: el conjunto es nuevo y sigue oculto; la siguiente corrida termina.
- Un guion: esa falla no existe en ese paso (leer no actúa, y solo se llena lo que recibe archivos).
"""


class Outcome(NamedTuple):
    """What fails, at which step, and what the portal has when that run ends."""

    disaster: str
    step: str
    what: str


def written(later: Sequence[Outcome], first: Sequence[Outcome], steps: Sequence[str], firsts: Sequence[str]) -> str:
    parts = [outcome for outcome in later if outcome.disaster in _single(later)]
    rest = [outcome for outcome in later if outcome not in parts]
    lines = [
        HEAD,
        "## Una versión nueva de un conjunto que ya está",
        "",
        *_matrix(rest, steps),
        "",
        "Lo que se descompone una vez, justo cuando el portal recibe los archivos (o al leerlos de vuelta):",
        "",
        "| qué falla | cuándo | al terminar |",
        "| --- | --- | --- |",
        *(f"| {each.disaster} | {each.step} | {each.what} |" for each in parts),
        "",
        "## La primera versión de un conjunto",
        "",
        "Se crea donde nadie la ve, se sube, se comprueba con clave, se muestra de una vez y se comprueba sin clave.",
        "",
        *_matrix(first, firsts),
        "",
    ]
    return "\n".join(lines)


def _single(outcomes: Sequence[Outcome]) -> set[str]:
    names = [outcome.disaster for outcome in outcomes]
    return {name for name in names if names.count(name) == 1}


def _matrix(outcomes: Sequence[Outcome], steps: Sequence[str]) -> Iterator[str]:
    found = {(outcome.disaster, outcome.step): outcome.what for outcome in outcomes}
    yield f"| qué falla | {' | '.join(steps)} |"
    yield f"| --- |{' --- |' * len(steps)}"
    for disaster in dict.fromkeys(outcome.disaster for outcome in outcomes):
        yield f"| {disaster} | {' | '.join(found.get((disaster, step), '—') for step in steps)} |"
