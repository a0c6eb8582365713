"""Notes by cell to notes by the cell that is seen there: of several made one, only the first can show a note."""

from collections.abc import Mapping

from apertura.feedback.addresses import ranges
from apertura.feedback.annotate.outline import Element
from apertura.feedback.annotate.shapes import split

_MERGES = 5_000


def shown_at(root: Element, notes: Mapping[str, str]) -> Mapping[str, str]:
    """Move each note of a cell that is covered to the one that covers it, below what that one says."""
    merged = [ranges([found.attributes.get("ref", "")]) for found in root.all("mergeCells", "mergeCell")][:_MERGES]
    areas = [
        (*split(f"{area.left[1]}{area.top}"), *split(f"{area.right[1]}{area.bottom}"), f"{area.left[1]}{area.top}")
        for each in merged
        for area in each
    ]
    if not areas:
        return notes
    moved: dict[str, str] = {}
    for cell, note in notes.items():
        column, row = split(cell)
        over = (first for left, top, right, bottom, first in areas if left <= column <= right and top <= row <= bottom)
        place = next(over, cell)
        if note not in moved.get(place, ""):
            moved[place] = f"{moved[place]}\n\n{note}" if place in moved else note
    return moved
