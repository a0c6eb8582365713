"""Blocks to a letter's text: Markdown that holds no markup but ours."""

import html
import re
from collections.abc import Iterable, Iterator

from apertura.feedback.document import Address, Block, Cases, Facts, Heading, Paragraph, Point

_MARKUP = re.compile(r"[\\`*_{}\[\]#|~$!]")
_LINK = re.compile(r"(?<=:)//|(?<=www)\.|@", re.IGNORECASE)
_AT_START = re.compile(r"^(?:(?=[-+=])|\d+(?=[.)]))")


def mark_up(blocks: Iterable[Block]) -> str:
    """Set blocks as CommonMark with tables; every text is escaped, ours too. Ends in one line break."""
    return "\n\n".join(part for block in blocks for part in _parts(block)) + "\n"


def escape(text: str) -> str:
    """Escape a text so that it reads as it is: no emphasis, no table cell, no HTML, no link of its own."""
    marked = _MARKUP.sub(r"\\\g<0>", html.escape(text, quote=False))
    return _LINK.sub(lambda found: f"\\{found[0]}", marked)


def _parts(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * level} {escape(text)}"
        case Paragraph(text):
            yield _line(text)
        case Facts(pairs):
            yield "\n".join(_labelled(label, text) for label, text in pairs)
        case Point():
            yield f"#### {block.number}. {escape(block.title)}"
            yield from _entries(block)


def _entries(point: Point) -> Iterator[str]:
    lines: list[str] = []
    for label, entry in point.entries:
        if isinstance(entry, str):
            lines.append(_labelled(label, entry))
        elif any(where for where, _ in entry.rows):
            yield "\n".join(lines)
            yield from _table(entry)
            lines = []
        else:
            lines += _list(label, entry)
    yield "\n".join(lines)


def _table(cases: Cases) -> Iterator[str]:
    rows = [f"| {escape(where)} | {escape(what)} |" for where, what in (cases.headers, *cases.rows)]
    yield "\n".join((rows[0], "| --- | --- |", *rows[1:]))
    if cases.more:
        yield _line(cases.more)


def _list(label: str, cases: Cases) -> Iterator[str]:
    yield f"- **{escape(label)}:**"
    yield from (f"  - {_line(what)}" for _, what in cases.rows)
    if cases.more:
        yield f"  - {_line(cases.more)}"


def _line(text: str) -> str:
    """Escape a text that begins a line, where a number or a dash would make a list of it."""
    return _AT_START.sub(lambda found: f"{found[0]}\\", escape(text))


def _labelled(label: str, text: str) -> str:
    return f"- **{escape(label)}:** {f'<{text}>' if isinstance(text, Address) else escape(text)}"
