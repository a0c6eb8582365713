"""What would be published if the night came now: each changeset, what it changes, and whether somebody must say yes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from apertura.consent import approval_of
from apertura.errors import AperturaError, ApprovalError
from apertura.model.approval import Approval, Subject
from apertura.model.definition import Definitions
from apertura.model.version import Changeset
from apertura.publication import folder
from apertura.publication.foresee import foresee
from apertura.publish import Unpublished, propose_each, with_parents
from apertura.release.difference import RowDifference, difference
from apertura.storage.layout import published

CELLS = 200
"""Cells of a difference that are shown; how many there are is said."""


@dataclass(frozen=True, slots=True)
class Due:
    """A version that is due; ``approval`` is None where it needs nobody's yes."""

    dataset: str
    base: str | None
    version: str
    reasons: tuple[str, ...]
    rows: int
    files: tuple[tuple[str, str], ...]
    difference: RowDifference
    approval: Approval | None


def tonight(root: Path, definitions: Definitions, datasets: Iterable[str]) -> Iterator[Due | Unpublished]:
    """Compute what is due of each dataset, in the order it would be published, and what is kept back and why.

    What changes nothing is passed over. Nothing is written.
    """
    for planned in propose_each(root, definitions, datasets):
        if isinstance(planned, Unpublished):
            yield planned
        elif planned.version is not None:
            yield _due(root, definitions, planned)


def due(root: Path, definitions: Definitions, dataset: str) -> Due | Unpublished | None:
    """Compute what is due of one dataset; None where nothing is. Raises UnknownDatasetError as ``propose``."""
    names = with_parents(definitions, dataset)
    return next((each for each in tonight(root, definitions, names) if each.dataset == dataset), None)


def subject_due(root: Path, definitions: Definitions, dataset: str, digest: str) -> Subject:
    """Find what somebody has seen, by a digest or at least its first 8 digits, and wants to answer.

    Raises ApprovalError where it is no longer what would be published, or needs nobody's yes.
    """
    found = due(root, definitions, dataset)
    if not isinstance(found, Due):
        said = "" if found is None else f" {found.said}"
        raise ApprovalError(f"De {dataset} no hay nada que aprobar.{said}")
    if found.approval is None:
        raise ApprovalError(f"{dataset} no necesita la aprobación de nadie: así lo dice su dataset.yaml.")
    subject = found.approval.subject
    if len(digest) < _SHORTEST or not subject.digest.startswith(digest):
        raise ApprovalError(
            f"«{digest}» ya no es lo que se publicaría de {dataset}: ahora es {subject.version}, huella "
            f"{subject.short}. Véalo antes de responder."
        )
    return subject


_SHORTEST = 8


def _due(root: Path, definitions: Definitions, changeset: Changeset) -> Due:
    version = changeset.version
    if version is None:
        raise AperturaError(f"De {changeset.dataset} no hay nada que publicar.")
    definition = definitions.publishable[changeset.dataset]
    before = folder.read_state(published(root), changeset.dataset)
    return Due(
        dataset=changeset.dataset,
        base=None if changeset.base is None else str(changeset.base),
        version=str(version.number),
        reasons=version.reasons,
        rows=version.rows,
        files=tuple((change.action.value, change.resource) for change in changeset.changes),
        difference=difference(before, foresee(version), definition.schema.primary_key, CELLS),
        approval=approval_of(root, definition, changeset),
    )
