"""`apertura publicar`: the plan shown, or shown and applied; in folders, and at the portal where there is one."""

import argparse
import sys
from collections.abc import Sequence

from apertura import chronicle
from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.cli.narrate import narrate, waiting
from apertura.cli.to_portal import plan_for_portal, to_portal
from apertura.definitions import load
from apertura.model.definition import Definitions
from apertura.model.version import Changeset
from apertura.publication.describe import describe
from apertura.publish import propose_each, publish_each, settle, with_parents
from apertura.storage.lease import hold


def run(arguments: argparse.Namespace) -> Exit:
    """Publish one dataset, after those that it rests on, or all; with ``--plan`` only say what would change."""
    definitions = load(arguments.esquemas)
    datasets = with_parents(definitions, arguments.conjunto) if arguments.conjunto else tuple(definitions.publishable)
    with hold(arguments.datos):
        if arguments.plan:
            changesets = list(propose_each(arguments.datos, definitions, datasets))
            _tell(changesets, definitions, one=bool(arguments.conjunto))
            return plan_for_portal(arguments.datos, definitions, datasets, changesets)
        results = publish_each(arguments.datos, definitions, datasets)
        done, unpublished = settle(results, lambda _: None)
        _tell(done, definitions, one=bool(arguments.conjunto))
        chronicle.note(arguments.datos, now=now())
        portal = to_portal(arguments.datos, definitions, datasets)
    sys.stderr.writelines(f"{each.said}\n" for each in unpublished)
    return Exit.UNREADABLE if unpublished else portal


def _tell(changesets: Sequence[Changeset], definitions: Definitions, *, one: bool) -> None:
    if one:
        sys.stdout.writelines(describe(changeset) for changeset in changesets)
    else:
        sys.stdout.writelines(narrate(changeset, definitions) for changeset in changesets)
        sys.stdout.write(waiting(changesets))
