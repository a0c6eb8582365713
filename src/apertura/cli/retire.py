"""`apertura retirar`: a dataset that is no longer kept up to date says so at the portal, and stays."""

import argparse
import sys

from apertura.cli.at_the_portal import named, told
from apertura.cli.exits import Exit
from apertura.cli.upload_bars import upload_bars
from apertura.definitions import load
from apertura.errors import UnknownDatasetError
from apertura.publication import ckan
from apertura.release.phrases import say
from apertura.storage.lease import hold


def run(arguments: argparse.Namespace) -> Exit:
    """Mark a dataset as retired, with the reason; or take the mark away."""
    definitions, dataset = load(arguments.esquemas), arguments.conjunto
    with (
        hold(arguments.datos),
        named(arguments.datos, definitions, write=True) as portal,
        upload_bars() as tell,
    ):
        if ckan.propose(portal, dataset) is None:
            raise UnknownDatasetError(f"No se ha publicado ningún conjunto «{dataset}».")
        ckan.retire(portal, dataset, None if arguments.deshacer else arguments.motivo)
        told(portal, ckan.propose(portal, dataset), tell)
    said = "portal.retired.undone" if arguments.deshacer else "portal.retired.done"
    sys.stdout.write(f"{say(said, dataset=dataset)}\n")
    return Exit.ACCEPTED
