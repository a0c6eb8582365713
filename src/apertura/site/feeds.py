"""Versions to what machines follow: an Atom feed of each dataset and of all, a sitemap, and llms.txt."""

from collections.abc import Iterable, Iterator, Sequence
from xml.dom import XML_NAMESPACE
from xml.etree import ElementTree as ET

from apertura.release.files import data_file, parquet_file
from apertura.site.changes import Step
from apertura.site.cite import DATA
from apertura.site.pages import pages
from apertura.site.view import DatasetView, View
from apertura.site.words import LANGUAGES

ATOM = "novedades.atom"
NEWEST = 100
"""Entries of the feed of all datasets."""

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST_PAGES = 50_000
"""What a sitemap may hold (sitemaps.org)."""

Entry = tuple[DatasetView, Step]


def feeds(view: View) -> Iterator[tuple[str, bytes]]:
    """Write the feeds, the sitemap and llms.txt, each at its place in the site."""
    entries = [(each, step) for each in view.datasets.values() for step in each.steps]
    newest = sorted(entries, key=lambda entry: (entry[1].date, entry[0].dataset.name), reverse=True)
    yield ATOM, _feed(view, ATOM, view.settings.title["es"], newest[:NEWEST])
    for each in view.datasets.values():
        place = f"conjuntos/{each.dataset.name}/{ATOM}"
        yield place, _feed(view, place, each.title, [(each, step) for step in reversed(each.steps)])
    yield from sitemap(view.settings.address, [page.path for each in LANGUAGES for page in pages(view, each)])
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {view.settings.address}sitemap.xml\n".encode()
    yield "llms.txt", _llms(view)


def _feed(view: View, place: str, title: str, entries: Sequence[Entry]) -> bytes:
    address = view.settings.address
    feed = ET.Element(f"{{{_ATOM}}}feed", {f"{{{XML_NAMESPACE}}}lang": "es-MX"})
    _text(feed, "id", f"{address}{place}")
    _text(feed, "title", title)
    _text(feed, "updated", max((step.date for _, step in entries), default="1970-01-01T00:00:00Z"))
    ET.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=f"{address}{place}")
    author = ET.SubElement(feed, f"{{{_ATOM}}}author")
    _text(author, "name", view.settings.publisher)
    for each, step in entries:
        _entry(feed, address, each, step)
    return _xml(feed, _ATOM)


def _entry(feed: ET.Element, address: str, each: DatasetView, step: Step) -> None:
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    page = f"{address}conjuntos/{each.dataset.name}/versiones/{step.number}.html"
    _text(entry, "id", page)
    _text(entry, "title", f"{each.title}, versión {step.number}")
    _text(entry, "updated", step.date)
    ET.SubElement(entry, f"{{{_ATOM}}}link", href=page)
    _text(entry, "summary", " ".join(step.reasons) or f"Versión {step.number}.")


def sitemap(address: str, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Write ``sitemap.xml`` of all paths; of more than one may hold, several, and ``sitemap.xml`` says which."""
    parts = [paths[place : place + _MOST_PAGES] for place in range(0, len(paths), _MOST_PAGES)]
    if len(parts) <= 1:
        yield "sitemap.xml", _places("urlset", "url", address, paths)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield "sitemap.xml", _places("sitemapindex", "sitemap", address, names)
    for name, part in zip(names, parts, strict=True):
        yield name, _places("urlset", "url", address, part)


def _places(what: str, each: str, address: str, paths: Sequence[str]) -> bytes:
    top = ET.Element(f"{{{_SITEMAP}}}{what}")
    for path in paths:
        place = ET.SubElement(top, f"{{{_SITEMAP}}}{each}")
        ET.SubElement(place, f"{{{_SITEMAP}}}loc").text = f"{address}{path}"
    return _xml(top, _SITEMAP)


def _llms(view: View) -> bytes:
    """Tell a language model, in the form of llmstxt.org, what there is and where it is read."""
    address = view.settings.address
    what = (
        "> Tablas abiertas de lo que informan los organismos garantes de transparencia de México, con todas sus "
        "versiones y el origen de cada fila."
    )
    where = (
        f"Cada versión está para siempre en {address}{DATA}/<conjunto>/<versión>/, y la última en "
        f"{address}{DATA}/<conjunto>/latest/. El diccionario de cada tabla es diccionario.csv; su descripción "
        "completa, datapackage.json. Al citar una cifra, diga el conjunto y la versión."
    )
    demo = ["Son datos de demostración: inventados.", ""] if view.demo else []
    listed = _listed(view.datasets.values(), address)
    lines = [f"# {view.settings.title['es']}", "", what, "", *demo, where, "", "## Conjuntos de datos", "", *listed]
    return "\n".join([*lines, ""]).encode()


def _listed(views: Iterable[DatasetView], address: str) -> Iterator[str]:
    for each in views:
        name = each.dataset.name
        place = f"{address}{DATA}/{name}/{each.dataset.version}"
        files = f"[CSV]({place}/{data_file(name)}), [Parquet]({place}/{parquet_file(name)})"
        yield f"- [{each.title}]({address}conjuntos/{name}/index.html): {each.summary} {files}"


def _text(above: ET.Element, name: str, text: str) -> None:
    ET.SubElement(above, f"{{{_ATOM}}}{name}").text = text


def _xml(top: ET.Element, space: str) -> bytes:
    ET.register_namespace("", space)
    content: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
