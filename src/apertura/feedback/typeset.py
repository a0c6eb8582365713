"""Blocks to a letter's text: plain, in 78 columns."""

import textwrap
from collections.abc import Iterable, Iterator

from apertura.feedback.document import Address, Block, Cases, Facts, Heading, Paragraph, Point

COLUMNS = 78
UNDERLINES = {1: "=", 2: "-"}


def typeset(blocks: Iterable[Block]) -> str:
    """Set blocks as plain text, a blank line between them; ends in one line break."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield from _heading(level, text)
        case Paragraph(text):
            yield from _wrapped(text)
        case Facts(pairs):
            for label, text in pairs:
                yield from _wrapped(f"{label}: {text}", hang=2)
        case Point():
            yield from _point(block)


def _heading(level: int, text: str) -> Iterator[str]:
    lines = _wrapped(text if level in UNDERLINES else text.upper())
    yield from lines
    if level in UNDERLINES:
        yield UNDERLINES[level] * max(map(len, lines))


def _point(point: Point) -> Iterator[str]:
    number = f"{point.number}. "
    yield from _wrapped(f"{number}{point.title}", hang=len(number))
    for label, entry in point.entries:
        if isinstance(entry, Cases):
            yield from _wrapped(f"{label}:", indent=3)
            yield from _cases(entry)
        elif isinstance(entry, Address):
            # an address that is cut in two cannot be followed
            yield from (f"   {label}:", f"     {entry}")
        else:
            yield from _wrapped(f"{label}: {entry}", indent=3, hang=2)


def _cases(cases: Cases) -> Iterator[str]:
    for where, what in cases.rows:
        yield from _wrapped(f"• {where}: {what}" if where else f"• {what}", indent=5, hang=2)
    if cases.more:
        yield from _wrapped(cases.more, indent=5)


def _wrapped(text: str, indent: int = 0, hang: int = 0) -> list[str]:
    return textwrap.wrap(
        text,
        COLUMNS,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
    ) or [""]
