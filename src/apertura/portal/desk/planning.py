"""What a process of its own computes of the night to come: a page waits for it, and nothing else does."""

from pathlib import Path

from apertura.intake.read import Read
from apertura.model.approval import Subject
from apertura.model.definition import Definitions
from apertura.publish import Unpublished
from apertura.tonight import Due, due, subject_due, tonight


def tonight_of(definitions: Definitions, _: Read, root: Path) -> tuple[Due | Unpublished, ...]:
    """Compute what would be published if the night came now, of all datasets."""
    return tuple(tonight(root, definitions, definitions.publishable))


def due_of(definitions: Definitions, _: Read, root: Path, dataset: str) -> Due | Unpublished | None:
    """Compute what would be published of one dataset, with the cells that differ."""
    return due(root, definitions, dataset)


def subject_of(definitions: Definitions, _: Read, root: Path, dataset: str, digest: str) -> Subject:
    """Find what a digest stands for; ApprovalError where it is no longer what would be published."""
    return subject_due(root, definitions, dataset, digest)
