"""Arguments to an exit code: one command line over the whole house."""

import importlib
import sys
from collections.abc import Sequence

from apertura.cli.exits import Exit
from apertura.cli.parser import parser
from apertura.cli.where import where
from apertura.errors import AperturaError
from apertura.logs import begin_logs
from apertura.process import lasting, uninterrupted, unsearched, without_idle_threads
from apertura.sentence import sentence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see ``Exit``); what goes wrong is one sentence on stderr."""
    try:
        chosen = parser().parse_args(arguments)
        without_idle_threads()
        with unsearched(), uninterrupted():
            command = importlib.import_module(f"apertura.cli.{chosen.module}")
        if arguments is None:
            # the process was started for this command, and all that came before it stays
            lasting()
        begin_logs()
        with where(chosen) as chosen.datos:
            return int(command.run(chosen))
    except (AperturaError, OSError) as error:
        sys.stderr.write(f"{sentence(error)}\n")
        return Exit.UNREADABLE
    except KeyboardInterrupt:
        sys.stderr.write("Interrumpido; nada quedó a medias. La siguiente corrida continúa donde iba.\n")
        return Exit.INTERRUPTED
