"""A folder catalogue to publish small versions to, and what is in it."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from apertura.model.version import Acceptance, Changeset
from apertura.publication import folder
from apertura.publication.plan import plan
from apertura.release.assemble import assemble
from tests.release.builders import DATASET, acceptance, definition, definitions

AVANCES = definition()
WORLD = definitions(AVANCES)
ONE = [acceptance("OG-01", "2024-T1")]
TWO = [*ONE, acceptance("OG-02", "2024-T1")]
THREE = [*TWO, acceptance("OG-03", "2024-T2")]


def propose(root: Path, accepted: Sequence[Acceptance]) -> Changeset:
    state = folder.read_state(root, DATASET)
    return plan(assemble(AVANCES, WORLD, accepted, state), state, DATASET)


def publish(root: Path, accepted: Sequence[Acceptance]) -> Changeset:
    changeset = propose(root, accepted)
    apply(root, changeset)
    return changeset


def apply(root: Path, changeset: Changeset) -> None:
    with folder.upkeep(root):
        folder.apply(root, changeset)


def contents(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): str(path.readlink())
        if path.is_symlink()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_symlink() or path.is_file()
    }
