"""`apertura publicar`: the plan shown, or shown and applied; in folders, and at the portal where there is one."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from apertura import chronicle
from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.cli.narrate import narrate, waiting
from apertura.cli.to_portal import plan_for_portal, to_portal
from apertura.consent import approval_of, told
from apertura.definitions import load
from apertura.model.definition import Definitions
from apertura.model.version import Changeset
from apertura.publication.describe import describe
from apertura.publish import Unpublished, part, propose_each, publish_each, settle, with_parents
from apertura.storage.lease import hold


def run(arguments: argparse.Namespace) -> Exit:
    """Publish one dataset, after those that it rests on, or all; with ``--plan`` only say what would change."""
    definitions = load(arguments.esquemas)
    datasets = with_parents(definitions, arguments.conjunto) if arguments.conjunto else tuple(definitions.publishable)
    with hold(arguments.datos):
        if arguments.plan:
            return _plan(arguments.datos, definitions, datasets, one=bool(arguments.conjunto))
        results = publish_each(arguments.datos, definitions, datasets, now=now())
        done, unpublished = settle(results, lambda _: None)
        _tell(done, definitions, one=bool(arguments.conjunto))
        chronicle.note(arguments.datos, now=now())
        portal = to_portal(arguments.datos, definitions, datasets)
    return _kept_back(unpublished) or portal


def _plan(root: Path, definitions: Definitions, datasets: Sequence[str], *, one: bool) -> Exit:
    planned = list(propose_each(root, definitions, datasets))
    changesets = [each for each in planned if isinstance(each, Changeset)]
    _tell(changesets, definitions, one=one)
    for changeset in changesets:
        approval = approval_of(root, definitions.publishable[changeset.dataset], changeset)
        if approval is not None:
            sys.stdout.write(f"{told(approval, now())}\n")
    portal = plan_for_portal(root, definitions, datasets, changesets)
    return _kept_back([each for each in planned if isinstance(each, Unpublished)]) or portal


def _kept_back(unpublished: Sequence[Unpublished]) -> Exit:
    """Tell what was kept back; that a dataset waits for a yes is no failure."""
    awaiting, wrong = part(unpublished)
    sys.stdout.writelines(f"{each.said}\n" for each in awaiting)
    sys.stderr.writelines(f"{each.said}\n" for each in wrong)
    return Exit.UNREADABLE if wrong else Exit.ACCEPTED


def _tell(changesets: Sequence[Changeset], definitions: Definitions, *, one: bool) -> None:
    if one:
        sys.stdout.writelines(describe(changeset) for changeset in changesets)
    else:
        sys.stdout.writelines(narrate(changeset, definitions) for changeset in changesets)
        sys.stdout.write(waiting(changesets))
