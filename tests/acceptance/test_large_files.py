"""Files of any size, in memory that their size does not set."""

import os
import subprocess
import sys
from pathlib import Path


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    small, large = tmp_path / "small.csv", tmp_path / "large.csv"
    line = 'AV-0000001,2024-01-05,"12,5",una descripción de las que se escriben\n'
    for path, times in ((small, 120_000), (large, 1_200_000)):
        path.write_text("a,b,c,d\n" + line * times, encoding="utf-8")
    assert peak(large) < 1.3 * peak(small)


def peak(path: Path) -> int:
    """Largest resident memory, in KiB, of a process that checks a file against a schema of four texts."""
    code = (
        "import resource, sys\nfrom pathlib import Path\nfrom apertura.validation.tableschema import check\n"
        "schema = {'fields': [{'name': name} for name in 'abcd']}\n"
        "assert check(Path(sys.argv[1]), schema).valid\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True, env=os.environ
    )
    return int(done.stdout)
