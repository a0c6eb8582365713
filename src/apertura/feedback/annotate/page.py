"""Worksheet part to one whose marked cells are filled: by a conditional format, so that none of its own is lost."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from apertura.feedback.annotate.marks import Marks
from apertura.feedback.annotate.merged import shown_at
from apertura.feedback.annotate.notes import add_notes
from apertura.feedback.annotate.outline import Element, outline
from apertura.feedback.annotate.package import Package
from apertura.feedback.annotate.shapes import ORDER, draw
from apertura.feedback.annotate.splice import Edit, change, cut, insert, splice, spoken
from apertura.feedback.annotate.threads import add_replies
from apertura.model.issue import Severity

SIGN = '"apertura"'
"""What the formula of each of our formats says, so that they are told from those of others."""

_TOGETHER = 400
_DEPTH = 5


def mark(package: Package, name: str, marks: Marks, fills: Mapping[Severity, int], at: datetime) -> None:
    """Fill and annotate the cells of a sheet; what an earlier answer left in it makes room."""
    part = package.read(name)
    root = outline(part, _DEPTH)
    ours = [found for found in root.all("conditionalFormatting") if _signed(part, found)]
    edits = [*map(cut, ours), *_formats(part, root, marks.ranges, fills)]
    if marks.ranges and not ours:
        edits += _stepped_back(part, root, len(fills))
    if edits:
        package.put(name, splice(part, edits))
    told = shown_at(root, marks.notes)
    placed = add_notes(package, name, told)
    notes = {cell: note for cell, note in told.items() if cell in placed.come}
    draw(package, name, outline(package.read(name), 2), placed.gone, notes)
    add_replies(package, name, told, at)


def _signed(part: bytes, found: Element) -> bool:
    said = [part[each.inside : each.end].decode() for each in found.all("cfRule", "formula")]
    return bool(said) and all(SIGN in each or SIGN.replace('"', "&quot;") in each for each in said)


def _formats(
    part: bytes, root: Element, ranges: Mapping[Severity, Sequence[str]], fills: Mapping[Severity, int]
) -> Iterator[Edit]:
    xml = [
        f'<conditionalFormatting{spoken(root)} sqref="{" ".join(listed[start : start + _TOGETHER])}">'
        f'<cfRule type="expression" dxfId="{fills[severity]}" priority="{priority}">'
        f"<formula>LEN({SIGN})&gt;0</formula></cfRule></conditionalFormatting>"
        for priority, severity in enumerate(fills, 1)
        if (listed := ranges.get(severity, ()))
        for start in range(0, len(listed), _TOGETHER)
    ]
    if xml:
        yield insert(part, root, "conditionalFormatting", ORDER, "".join(xml))


def _stepped_back(part: bytes, root: Element, steps: int) -> Iterator[Edit]:
    """Let the formats of others come after ours, in the order they had."""
    old = [*root.all("conditionalFormatting", "cfRule")]
    old += root.all("extLst", "ext", "conditionalFormattings", "conditionalFormatting", "cfRule")
    for rule in old:
        if "priority" in rule.attributes:
            yield from change(part, rule, priority=str(int(rule.attributes["priority"]) + steps))
