"""`apertura reconstruir`: an empty or damaged portal, made whole again from the folder catalogue."""

import argparse
import sys

from apertura import to_ckan
from apertura.cli.at_the_portal import named, told
from apertura.cli.exits import Exit
from apertura.cli.upload_bars import upload_bars
from apertura.definitions import load
from apertura.errors import AperturaError
from apertura.publication import ckan
from apertura.publication.ckan.mapping.ids import dataset_id
from apertura.publication.ckan.site.look import look
from apertura.release.phrases import say
from apertura.storage.lease import hold


def run(arguments: argparse.Namespace) -> Exit:
    """Publish every dataset of the folder catalogue anew, trusting nothing that was proven before."""
    definitions = load(arguments.esquemas)
    with (
        hold(arguments.datos),
        named(arguments.datos, definitions, write=True) as portal,
        upload_bars() as tell,
    ):

        def act(dataset: str) -> str:
            ckan.distrust(portal, dataset)
            changeset = told(portal, ckan.propose(portal, dataset), tell)
            shown = look(portal.connection, dataset, anonymously=True)
            id_ = shown.id if shown else ""
            other = say("portal.rebuilt.other.id", id=id_) if id_ != dataset_id(dataset) else ""
            version = changeset.wanted.version if changeset else ""
            return say("portal.rebuilt", dataset=dataset, version=version, id=other)

        results = list(to_ckan.each(portal, definitions.publishable, act))
    errors = [result for result in results if isinstance(result, AperturaError)]
    sys.stdout.writelines(f"{result}\n" for result in results if isinstance(result, str))
    sys.stderr.writelines(f"{error}\n" for error in errors)
    return Exit.OUR_FAILURE if errors else Exit.ACCEPTED
