"""Blocks to a letter that can be printed, and that to PDF; the same blocks and instant give the same bytes."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from apertura.feedback.document import Address, Block, Cases, Facts, Heading, Paragraph, Point
from apertura.feedback.forms.colours import SECTIONS
from apertura.press import press


def sheet(blocks: Iterable[Block], language: str, title: str, instant: datetime, footer: str) -> bytes:
    """Write what a page is set of, as JSON (UTF-8); ``footer`` stands below each page, with its number.

    ``instant`` is when the document says it was made.
    """
    words = {
        "instant": instant.isoformat(),
        "language": language,
        "title": title,
        "footer": footer,
        "colours": dict(SECTIONS),
        "blocks": [_told(block) for block in blocks],
    }
    return json.dumps(words, ensure_ascii=False).encode()


def printed(sheet: bytes) -> bytes:
    """Set a sheet on as many pages as it takes; a sign that the typeface lacks is shown as an empty box."""
    words = json.loads(sheet)
    return press("feedback/forms/sheet.typ", words, instant=datetime.fromisoformat(words["instant"]))


def _told(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": text}
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case Facts(pairs):
            return {"kind": "facts", "pairs": pairs}
        case Point(number, title, entries, section):
            told = [(label, _entry(said)) for label, said in entries]
            return {"kind": "point", "number": number, "title": title, "entries": told, "section": section}


def _entry(said: str | Cases) -> Any:
    if isinstance(said, Cases):
        return {"rows": said.rows, "more": said.more}
    return {"address": said} if isinstance(said, Address) else said
