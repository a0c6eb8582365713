"""What happens in a night, as lines an operator reads."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from apertura.model.definition import Definitions
from apertura.model.issue import Severity
from apertura.model.version import Changeset
from apertura.night import Fate, Night, Outcome
from apertura.publication.describe import describe
from apertura.publish import part
from apertura.storage.register import report_folder


@dataclass(frozen=True, slots=True)
class Word:
    """How a fate is told: of one file, with a mark that makes it stand out, and of several."""

    mark: str
    one: str
    many: str


WORDS = {
    Fate.ACEPTADA: Word("✓", "aceptada", "aceptadas"),
    Fate.DEVUELTA: Word("✗", "devuelta", "devueltas"),
    Fate.REPETIDA: Word("=", "repetida", "repetidas"),
    Fate.RETIRADA: Word("-", "retirada", "retiradas"),
    Fate.SIN_DESTINO: Word("?", "sin destino", "sin destino"),
    Fate.FALLO_NUESTRO: Word("!", "falla nuestra", "fallas nuestras"),
}


def narrate(happening: Outcome | Changeset, definitions: Definitions) -> str:
    """Tell one outcome or one changeset, ending in a line break."""
    if isinstance(happening, Changeset):
        return "" if nothing_yet(happening) else describe(happening)
    delivery = happening.delivery
    garante = definitions.garantes.get(delivery.garante)
    name = garante.acronym if garante else "organismo o periodo desconocido"
    word = WORDS[happening.fate]
    line = f"{word.mark} {word.one:<13}  {delivery.garante} {delivery.period}  {name:<13}  {_notes(happening)}"
    return f"{line.rstrip()}\n"


def summary(night: Night, root: Path) -> str:
    """Tell how the night ended and where things are, ending in a line break."""
    published = [changeset for changeset in night.changesets if changeset.changes]
    held = "".join(f"{each.said}\n" for each in part(night.unpublished)[0])
    if not night.outcomes and not published:
        return f"Sin novedades: el buzón está vacío y nada cambió en lo publicado.\n{held}"
    fates = Counter(outcome.fate for outcome in night.outcomes)
    told = ", ".join(_how_many(count, WORDS[fate]) for fate, count in fates.items())
    lines = [f"Entregas: {len(night.outcomes)}. {told}".rstrip()]
    lines += [f"  {_letter(outcome, root)}" for outcome in night.outcomes if outcome.fate is Fate.DEVUELTA]
    lines += [f"  {_taken_back(outcome)}" for outcome in night.outcomes if outcome.fate is Fate.RETIRADA]
    lines += [f"  se queda en el buzón: {o.delivery.path}" for o in night.outcomes if o.submission is None]
    if not published:
        lines.append("Nada cambió en lo publicado.")
    return "".join(f"{line}\n" for line in lines) + waiting(night.changesets) + held


def nothing_yet(changeset: Changeset) -> bool:
    """Whether a dataset has neither a published version nor rows for a first one."""
    return changeset.base is None and changeset.version is None


def waiting(changesets: Sequence[Changeset]) -> str:
    """Count the datasets that have nothing to publish yet, in one line; no text where there is none."""
    count = sum(map(nothing_yet, changesets))
    return f"Conjuntos sin nada que publicar todavía: {count}.\n" if count else ""


def _notes(outcome: Outcome) -> str:
    counts = Counter[Severity]()
    for verdict in outcome.verdicts:
        counts.update(verdict.counts)
    return ", ".join(
        f"{counts[severity]} {severity}{'s' if counts[severity] > 1 else ''}"
        for severity in Severity
        if counts[severity]
    )


def _how_many(count: int, word: Word) -> str:
    return f"{count} {word.one if count == 1 else word.many}"


def _letter(outcome: Outcome, root: Path) -> str:
    folder = report_folder(root, outcome.submission) if outcome.submission else root
    return f"{outcome.delivery.garante} {outcome.delivery.period}: {folder / 'carta.txt'}"


def _taken_back(outcome: Outcome) -> str:
    delivery = outcome.delivery
    how = f"apertura recibir --garante {delivery.garante} --periodo {delivery.period}"
    return f"{delivery.garante} {delivery.period}: se había retirado y no se tomó; para recibirla otra vez, {how}"
