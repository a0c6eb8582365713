"""What became of a night: of each file of the inbox, and of each dataset."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from apertura.model.submission import Submission, Verdict
from apertura.model.version import Changeset
from apertura.publish import Unpublished
from apertura.storage import inbox
from apertura.validation.personal_data.hide import hidden_trace, hide

logger = logging.getLogger(__name__)


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


def fate_of(verdicts: Sequence[Verdict]) -> Fate:
    """Return the fate of a file that was judged."""
    return Fate.ACEPTADA if all(verdict.accepted for verdict in verdicts) else Fate.DEVUELTA


def log_failure(delivery: inbox.Delivery) -> None:
    """Write down the exception at hand, for which a file could not be taken."""
    # a name may be that of a person
    name, trace = hide(delivery.path.name), hidden_trace()
    logger.error("no se pudo tomar %s de %s %s\n%s", name, delivery.garante, delivery.period, trace)


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
