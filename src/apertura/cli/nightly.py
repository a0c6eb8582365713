"""`apertura nocturna`: the main job, in one plain process."""

import argparse
import sys

from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.cli.narrate import narrate, summary
from apertura.cli.to_portal import to_portal
from apertura.definitions import load
from apertura.model.version import Changeset
from apertura.nightly import Outcome, nightly
from apertura.storage.lease import hold


def run(arguments: argparse.Namespace) -> Exit:
    """Take in the inbox, publish what changed, and narrate both as they happen."""
    definitions = load(arguments.esquemas)

    def tell(happening: Outcome | Changeset) -> None:
        sys.stdout.write(narrate(happening, definitions))

    night = nightly(arguments.datos, definitions, now=now(), tell=tell)
    sys.stdout.write(summary(night, arguments.datos))
    with hold(arguments.datos):
        portal = to_portal(arguments.datos, definitions, definitions.publishable)
    return Exit.OUR_FAILURE if night.failed else portal
