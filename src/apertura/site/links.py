"""Pages of a site to the links in them that lead nowhere: to no file, or to no place of a page."""

import html
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINK = re.compile(r'<[a-z][^<>]*?\s(?:href|src|action)="([^"]*)"')
_PLACE = re.compile(r'<[a-z][^<>]*?\sid="([^"]*)"')


def broken_links(site: Path, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each page that has one, and the link; ``names`` are the places of all files of the site.

    Addresses of other sites are not asked for, and a fragment that carries a query (``#sql=…``) is no place.
    """
    pages = {name: (site / name).read_text(encoding="utf-8") for name in sorted(names) if name.endswith(".html")}
    places = {name: set(map(html.unescape, _PLACE.findall(page))) for name, page in pages.items()}
    for name, page in pages.items():
        for link in dict.fromkeys(map(html.unescape, _LINK.findall(page))):
            if not urlsplit(link).scheme and not _leads(name, link, names, places):
                yield name, link


def _leads(page: str, link: str, names: Collection[str], places: Mapping[str, Collection[str]]) -> bool:
    parts = urlsplit(link)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    inside = unquote(parts.fragment)
    return target in names and (not inside or "=" in inside or inside in places.get(target, ()))
