"""`apertura publicar`: the plan shown, or shown and applied."""

import argparse
import sys

from apertura.cli.exits import Exit
from apertura.definitions import load
from apertura.publication.describe import describe
from apertura.publish import propose, publish, with_parents
from apertura.storage.lease import hold


def run(arguments: argparse.Namespace) -> Exit:
    """Publish one dataset, after those that it names, or all; with ``--plan`` only say what would change."""
    definitions = load(arguments.esquemas)
    datasets = with_parents(definitions, arguments.conjunto) if arguments.conjunto else definitions.datasets
    with hold(arguments.datos):
        for dataset in datasets:
            act = propose if arguments.plan else publish
            sys.stdout.write(describe(act(arguments.datos, definitions, dataset)))
    return Exit.ACCEPTED
