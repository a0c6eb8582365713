"""`apertura publicar`: the plan shown, or shown and applied."""

import argparse
import sys

from apertura.cli.exits import Exit
from apertura.cli.narrate import narrate, waiting
from apertura.definitions import load
from apertura.publication.describe import describe
from apertura.publish import propose_each, publish, with_parents
from apertura.storage.lease import hold


def run(arguments: argparse.Namespace) -> Exit:
    """Publish one dataset, after those that it rests on, or all; with ``--plan`` only say what would change."""
    definitions = load(arguments.esquemas)
    datasets = with_parents(definitions, arguments.conjunto) if arguments.conjunto else tuple(definitions.publishable)
    with hold(arguments.datos):
        if arguments.plan:
            changesets = list(propose_each(arguments.datos, definitions, datasets))
        else:
            changesets = [publish(arguments.datos, definitions, dataset) for dataset in datasets]
    if arguments.conjunto:
        sys.stdout.writelines(describe(changeset) for changeset in changesets)
        return Exit.ACCEPTED
    sys.stdout.writelines(narrate(changeset, definitions) for changeset in changesets)
    sys.stdout.write(waiting(changesets))
    return Exit.ACCEPTED
