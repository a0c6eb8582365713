"""Commands of CKAN's command line in one process, which loads CKAN once: `commands.py INI`, one a line on stdin.

FILE COMMAND ...     what the command prints goes to FILE
"""

import contextlib
import shlex
import sys
from pathlib import Path

from ckan.cli.cli import ckan


def main() -> None:
    for line in sys.stdin.read().splitlines():
        out, *words = shlex.split(line)
        # it looks there for commands that need no configuration
        sys.argv = ["ckan", *words]
        with Path(out).open("w", encoding="utf-8") as file, contextlib.redirect_stdout(file):
            ckan.main(args=["-c", INI, *words], standalone_mode=False)


if __name__ == "__main__":
    INI = sys.argv[1]
    main()
