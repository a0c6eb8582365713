"""The main job, in one plain process: the inbox taken in, what changed published, the stewards told."""

import sys
from pathlib import Path

from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.cli.narrate import narrate, summary
from apertura.cli.send import send_answers
from apertura.cli.to_portal import to_portal
from apertura.definitions import load
from apertura.model.definition import Definitions
from apertura.model.version import Changeset
from apertura.night import Night, Outcome
from apertura.nightly import nightly
from apertura.publish import part
from apertura.storage.lease import hold


def whole_night(root: Path, schemas: Path) -> Exit:
    """Take in the inbox, publish what changed, and tell the stewards; narrated as it happens.

    A dataset that could not be published keeps neither the others back nor the answers: it is told last. That one waits
    for an operator's yes is told too, and is no failure.
    """
    definitions = load(schemas)
    night, ended = _night(root, definitions)
    all_sent = _sent(root, definitions)
    _, wrong = part(night.unpublished)
    sys.stderr.writelines(f"{each.said}\n" for each in wrong)
    if wrong:
        return Exit.UNREADABLE
    return ended if all_sent else Exit.OUR_FAILURE


def _night(root: Path, definitions: Definitions) -> tuple[Night, Exit]:
    def tell(happening: Outcome | Changeset) -> None:
        sys.stdout.write(narrate(happening, definitions))

    night = nightly(root, definitions, now=now(), tell=tell)
    sys.stdout.write(summary(night, root))
    # what was left unfinished was thrown away a moment ago
    with hold(root, sweep=False):
        portal = to_portal(root, definitions, definitions.publishable)
    return night, Exit.OUR_FAILURE if night.failed else portal


def _sent(root: Path, definitions: Definitions) -> bool:
    with hold(root, sweep=False):
        return send_answers(root, definitions)
