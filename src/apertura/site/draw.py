"""Charts to SVG: each drawn once, whatever page shows it, and found again by what it draws."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from apertura.release.files import digest
from apertura.site.charts import Chart
from apertura.site.earlier import Earlier

FOLDER = "graficas"
COLOURS: Mapping[str, tuple[str, str]] = {
    "--ink-soft": ("#4a5057", "#b9c0c7"),
    "--line": ("#e2e5e8", "#33393f"),
    "--line-strong": ("#8b939b", "#767e86"),
    "--paper": ("#ffffff", "#15181b"),
    "--s1": ("#0b6e99", "#5ab4dc"),
    "--s2": ("#d1620a", "#f0954a"),
    "--s3": ("#0f8a68", "#3cc49b"),
    "--s4": ("#b3588f", "#dd93bf"),
    "--s5": ("#c9920e", "#ecc04c"),
    "--s6": ("#5c6bc0", "#98a4ec"),
    "--s7": ("#6d747b", "#a3abb3"),
}
"""Colours of a drawing by name, on light and on dark paper: told apart by people with any kind of colour vision."""


_SPOKEN = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


def draw(chart: Chart, earlier: Earlier) -> tuple[str, str, bytes]:
    """Return the chart's address in the site, its drawing for a page, and the file of it that stands alone.

    What an earlier build drew, and is still whole, is taken: the name of a drawing is a hash of all that it depends on.
    """
    name = f"{FOLDER}/{_key(chart.spec)}.svg"
    file = earlier.read(name) or _alone(_drawn(json.dumps(chart.spec)))
    return name, file.decode().replace(_colours(), "", 1), file


def palette() -> bytes:
    """Write the colours as the beginning of a style sheet (UTF-8)."""
    light, dark = ("".join(f"{name}:{pair[shade]};" for name, pair in COLOURS.items()) for shade in (0, 1))
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n".encode()


def _key(spec: Mapping[str, Any]) -> str:
    about = [version("vl-convert-python"), _colours(), spec]
    return digest(json.dumps(about, sort_keys=True, ensure_ascii=False).encode())[:20]


def _drawn(spec: str) -> str:
    # starts a JavaScript engine: only where something is new
    import vl_convert

    svg = str(vl_convert.vegalite_to_svg(spec, vl_version="5.20", show_warnings=False))
    # a page says in words what it draws, and has its table: the parts of a drawing are nothing to hear
    return _SPOKEN.sub("", svg)


def _alone(svg: str) -> bytes:
    start = svg.index(">", svg.index("<svg")) + 1
    return f"{svg[:start]}{_colours()}{svg[start:]}".encode()


@cache
def _colours() -> str:
    light, dark = ("".join(f"{name}:{pair[shade]};" for name, pair in COLOURS.items()) for shade in (0, 1))
    return f"<style>:root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}</style>"
