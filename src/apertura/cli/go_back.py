"""`apertura revertir`: the portal back at an earlier version, proven, until there is a later one."""

import argparse
import sys

from apertura.cli.at_the_portal import named, told
from apertura.cli.exits import Exit
from apertura.cli.upload_bars import upload_bars
from apertura.definitions import load
from apertura.errors import UnknownDatasetError
from apertura.model.version import VersionNumber
from apertura.publication import ckan
from apertura.publication.ckan.site.journal import recall
from apertura.release.phrases import say
from apertura.storage.lease import hold


def run(arguments: argparse.Namespace) -> Exit:
    """Go back to a version of the folder catalogue and say how long the portal stays there."""
    try:
        number = VersionNumber.parse(arguments.version_anterior)
    except ValueError as error:
        raise UnknownDatasetError(f"«{arguments.version_anterior}» no es un número de versión como 1.4.0.") from error
    definitions = load(arguments.esquemas)
    with (
        hold(arguments.datos),
        named(arguments.datos, definitions, write=True) as portal,
        upload_bars() as tell,
    ):
        changeset = ckan.go_back(portal, arguments.conjunto, number)
        told(portal, changeset, tell)
        left = recall(portal.journal, arguments.conjunto).left
    if left:
        sys.stdout.write(f"{say('portal.pinned', dataset=arguments.conjunto, version=number, left=left)}\n")
    return Exit.ACCEPTED
