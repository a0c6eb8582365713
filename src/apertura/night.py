"""What became of a night: of each file of the inbox, and of each dataset."""

from dataclasses import dataclass
from enum import StrEnum

from apertura.model.submission import Submission, Verdict
from apertura.model.version import Changeset
from apertura.publish import Unpublished
from apertura.storage import inbox


class Fate(StrEnum):
    """What became of a file found in the inbox."""

    ACEPTADA = "aceptada"
    DEVUELTA = "devuelta"
    REPETIDA = "repetida"
    RETIRADA = "retirada"
    SIN_DESTINO = "sin destino"
    FALLO_NUESTRO = "fallo nuestro"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file of the inbox and its fate; ``submission`` is None where the file could not be received."""

    delivery: inbox.Delivery
    fate: Fate
    submission: Submission | None
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Night:
    """What a nightly run did: one outcome per file of the inbox, one changeset per dataset or what kept it back."""

    outcomes: tuple[Outcome, ...]
    changesets: tuple[Changeset, ...]
    unpublished: tuple[Unpublished, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether our machine failed on a file; a returned submission is no failure."""
        return any(outcome.fate is Fate.FALLO_NUESTRO for outcome in self.outcomes)
