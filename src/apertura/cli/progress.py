"""How much of a file is done, on one line of the terminal."""

from collections.abc import Callable
from typing import TextIO


def percent(name: str, stream: TextIO) -> Callable[[int, int], None]:
    """Make what tells progress in whole percents; to a file or a pipe nothing is told."""
    told = [-1]

    def tell(done: int, total: int) -> None:
        reached = 100 * done // max(total, 1)
        if reached > told[0]:
            told[0] = reached
            stream.write(f"\r\x1b[K{name}: {reached} %" if reached < 100 else "\r\x1b[K")
            stream.flush()

    return tell if stream.isatty() else lambda *_: None
