"""`apertura nocturna`: the main job, in one plain process."""

import argparse

from apertura.cli.exits import Exit
from apertura.isolation.forked import begin
from apertura.storage.inbox import sweep


def run(arguments: argparse.Namespace) -> Exit:
    """Do it; what will judge many files is begun before all that the rest needs is imported."""
    begin(len(sweep(arguments.datos)))
    from apertura.cli.whole_night import whole_night

    return whole_night(arguments)
