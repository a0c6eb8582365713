"""Modules of a code to a drawing that stays sharp at any size."""

import re
from collections.abc import Iterator
from typing import Any

_DARK = re.compile(rb"\0+")


def draw(modules: Any) -> str:
    """Draw a code as SVG, one unit to a module; ``modules`` is a picture of one byte each (rows × columns, 0 dark).

    zxing's own drawing finds out the code once more, which takes longer than all the rest of the page's code.
    """
    height, width = modules.shape
    path = "".join(_rows(bytes(memoryview(modules)), width))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path fill="#fff" d="M0 0h{width}v{height}H0Z"/><path d="{path}"/></svg>'
    )


def _rows(picture: bytes, width: int) -> Iterator[str]:
    for row in range(len(picture) // width):
        for run in _DARK.finditer(picture, row * width, (row + 1) * width):
            x, length = run.start() - row * width, run.end() - run.start()
            yield f"M{x} {row}h{length}v1h-{length}Z"
