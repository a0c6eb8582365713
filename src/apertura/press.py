"""A layout and its words to a PDF: tagged for who reads by ear (PDF/UA-1), its typeface inside.

The layouts are Typst; what they are given is data and never markup, so no word of a steward can become a command.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import Fonts

_MISSING = "\u2610"


def press(layout: str, words: Mapping[str, Any], *, instant: datetime) -> bytes:
    """Set ``words`` (whatever JSON can say) by a layout of this package, ``feedback/forms/sheet.typ`` say.

    ``instant`` is when the document says it was made; the same words and instant give the same bytes. A sign that the
    typeface lacks is shown as an empty box.
    """
    import typst

    with resources.as_file(resources.files("apertura").joinpath(layout)) as source:
        return typst.compile(
            source,
            root=source.parent,
            format="pdf",
            font_paths=_typeface(),
            sys_inputs={"words": json.dumps(_shown(words), ensure_ascii=False)},
            timestamp=int(instant.astimezone(UTC).timestamp()),
            pdf_standards=["ua-1"],
        )


def _shown(said: Any) -> Any:
    match said:
        case str():
            return _unknown().sub(_MISSING, said)
        case dict():
            return {name: _shown(value) for name, value in said.items()}
        case list() | tuple():
            return [_shown(value) for value in said]
    return said


@cache
def _typeface() -> "Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_face().parent])


@cache
def _unknown() -> re.Pattern[str]:
    from fontTools.ttLib import TTFont

    signs = "".join(map(chr, TTFont(_face(), lazy=True).getBestCmap()))
    return re.compile(f"[^\n{re.escape(signs)}]")


def _face() -> Path:
    import font_source_sans_pro

    return Path(font_source_sans_pro.font_files_ttf["SourceSansPro"])
