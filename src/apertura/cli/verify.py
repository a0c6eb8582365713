"""`apertura verificar`: the promises of what is published, checked offline."""

import argparse
import sys

from apertura.cli.exits import Exit
from apertura.publication.folder import verify
from apertura.storage.layout import published


def run(arguments: argparse.Namespace) -> Exit:
    """Check every published version byte by byte; print each broken promise."""
    problems = verify(published(arguments.datos))
    sys.stdout.write("".join(f"{problem}\n" for problem in problems) or "Todo lo publicado está íntegro.\n")
    return Exit.RETURNED if problems else Exit.ACCEPTED
