"""Blocks to an HTML letter that mail programs show alike: tables, styles on each element, nothing from elsewhere."""

import html
from collections.abc import Iterable, Iterator

from apertura.feedback.document import Address, Block, Cases, Facts, Heading, Paragraph, Point
from apertura.feedback.forms.colours import SECTIONS

_FACE = "font-family:Arial,Helvetica,sans-serif"
_TEXT = f"{_FACE};font-size:15px;line-height:22px;color:#1f1f1f"
# a value of the file may be one endless word
_BREAK = "word-break:break-word;overflow-wrap:anywhere"
_TABLE = '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'
_SIZES = {1: (26, 32), 2: (20, 27), 3: (17, 24)}
# mail programs that know of dark screens read this; the others do not need it
_DARK = (
    ":root{color-scheme:light dark;supported-color-schemes:light dark}"
    "@media (prefers-color-scheme:dark){"
    ".ground,.ground td{background:#1b1b1b!important}.paper,.paper td{background:#262626!important}"
    ".text,.text td,.text p,.text h1,.text h2,.text h3{color:#ededed!important}"
    ".label{color:#b8b8b8!important}.link{color:#8fd0bd!important}.cell{border-color:#4a4a4a!important}}"
)


def page(blocks: Iterable[Block], language: str, title: str) -> str:
    """Set blocks as a whole HTML document; every text is escaped, and is shown as it is."""
    rows = "".join(f"<tr><td>{part}</td></tr>" for block in blocks for part in _parts(block))
    return (
        f'<!DOCTYPE html>\n<html lang="{"es-MX" if language == "es" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n'
        '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">\n'
        f"<title>{_said(title)}</title>\n<style>{_DARK}</style>\n</head>\n"
        f'<body class="ground" style="margin:0;padding:0;background:#f2f2f2">\n'
        f'{_TABLE} class="ground" bgcolor="#f2f2f2">'
        '<tr><td align="center" style="padding:16px 8px">'
        '<table role="presentation" class="paper text" width="680" cellpadding="0" cellspacing="0" border="0" '
        f'bgcolor="#ffffff" style="width:100%;max-width:680px;background:#ffffff;table-layout:fixed;{_TEXT}">'
        f'<tr><td style="padding:28px 28px 20px 28px">{_TABLE} style="table-layout:fixed">{rows}</table></td></tr>'
        "</table></td></tr></table>\n</body>\n</html>\n"
    )


def _parts(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            size, line = _SIZES[level]
            yield (
                f'<h{level} style="{_FACE};margin:{22 if level > 1 else 16}px 0 8px 0;font-size:{size}px;'
                f'line-height:{line}px;color:#1f1f1f;{_BREAK}">{_said(text)}</h{level}>'
            )
        case Paragraph(text):
            yield f'<p style="{_TEXT};margin:0 0 12px 0;{_BREAK}">{_said(text)}</p>'
        case Facts(pairs):
            yield _facts(pairs)
        case Point():
            yield _card(block)


def _facts(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<tr><td class="label" width="150" valign="top" style="{_TEXT};color:#595959;padding:2px 12px 2px 0">'
        f'{_said(label)}</td><td valign="top" style="{_TEXT};padding:2px 0;{_BREAK}">{_said(text)}</td></tr>'
        for label, text in pairs
    )
    return f'{_TABLE} style="margin:0 0 12px 0;table-layout:fixed">{rows}</table>'


def _card(point: Point) -> str:
    colour = SECTIONS[point.section]
    entries = "".join(_entry(label, entry) for label, entry in point.entries)
    return (
        f'{_TABLE} style="margin:0 0 14px 0;table-layout:fixed"><tr><td style="border-left:5px solid {colour};'
        f'padding:4px 0 4px 14px"><p style="{_TEXT};font-weight:bold;margin:0 0 6px 0;{_BREAK}">'
        f"{point.number}. {_said(point.title)}</p>{entries}</td></tr></table>"
    )


def _entry(label: str, entry: str | Cases) -> str:
    name = f'<span class="label" style="color:#595959">{_said(label)}:</span>'
    if isinstance(entry, str):
        said = _link(entry) if isinstance(entry, Address) else _said(entry)
        return f'<p style="{_TEXT};margin:0 0 5px 0;{_BREAK}">{name} {said}</p>'
    rows = "".join(
        f'<tr><td class="cell" valign="top" width="{"30%" if where else "0"}" style="{_TEXT};font-size:14px;'
        f'border-top:1px solid #d9d9d9;padding:4px 8px 4px 0;{_BREAK}">{_said(where)}</td>'
        f'<td class="cell" valign="top" '
        f'style="{_TEXT};font-size:14px;border-top:1px solid #d9d9d9;padding:4px 0;{_BREAK}">{_said(what)}</td></tr>'
        for where, what in entry.rows
    )
    more = f'<p style="{_TEXT};margin:2px 0 5px 0">{_said(entry.more)}</p>' if entry.more else ""
    table = f'{_TABLE} style="margin:0 0 5px 0;table-layout:fixed">{rows}</table>'
    return f'<p style="{_TEXT};margin:0 0 3px 0">{name}</p>{table}{more}'


def _link(address: Address) -> str:
    return f'<a class="link" href="{html.escape(address)}" style="color:#1f5c4d">{_said(address)}</a>'


def _said(text: str) -> str:
    return html.escape(text)
