"""`apertura nocturna`: the main job; what judges begins to start before all that this process needs is imported."""

import argparse

from apertura.cli.exits import Exit
from apertura.process import lasting, uninterrupted, unsearched
from apertura.storage import inbox
from apertura.where_judged import start_early


def run(arguments: argparse.Namespace) -> Exit:
    """Do the whole night (``whole_night``)."""
    start_early(len(inbox.sweep(arguments.datos)))
    with unsearched(), uninterrupted():
        from apertura.cli.whole_night import whole_night
    lasting()
    return whole_night(arguments.datos, arguments.esquemas)
