"""The folder catalogue to the whole site, in its folder."""

import json
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

from apertura.feedback.topics import topics
from apertura.model.definition import Definitions
from apertura.publication.folder.catalogue import CATALOGUE, describe
from apertura.publication.folder.versions import checksums
from apertura.site import bundle
from apertura.site.changes import files as change_files
from apertura.site.cite import DATA, about
from apertura.site.croissant import croissants
from apertura.site.csvw import csvws
from apertura.site.dcat import dcat
from apertura.site.dictionary_pages import dictionary_file, dictionary_pages
from apertura.site.draw import palette
from apertura.site.earlier import read_earlier
from apertura.site.feeds import feeds
from apertura.site.pages import LOG, pages
from apertura.site.published import Published, read_published
from apertura.site.render import Renderer
from apertura.site.search import search_index
from apertura.site.settings import Settings
from apertura.site.spreadsheet import spreadsheets
from apertura.site.tables import tables_index
from apertura.site.view import View, view
from apertura.site.words import LANGUAGES
from apertura.site.write import Written, claim, write_site

STATIC = "estaticos"

Built = Written


def build(published: Path, site: Path, settings: Settings, definitions: Definitions, log: Mapping[str, bytes]) -> Built:
    """Make the site of all that is published, in Spanish and English; what did not change is not touched.

    ``log`` is what is published of the bitácora, by the names of its files.
    The definitions are asked for what letters may say, of which there are the pages that letters link to.

    A DuckDB database is made anew only where the datasets differ, or it is not the one that was left: it alone is never
    the same bytes twice. Raises UsageError where ``site`` holds something else.
    """
    claim(site)
    explained = {language: topics(definitions, language) for language in LANGUAGES}
    earlier = read_earlier(site)
    seen = view(read_published(published), settings, earlier, explained, log)
    same = bundle.contents(seen.published) == earlier.read(bundle.CONTENTS)
    kept = earlier.whole(bundle.DATABASE) if same else None
    left = [] if kept is None else [(bundle.DATABASE, kept, earlier.promised[bundle.DATABASE])]
    new = [] if left else [(bundle.DATABASE, bundle.database(seen.published))]
    files = chain(_files(seen), _bundles(seen.published), new)
    return write_site(site, files, chain(_data(seen.published), left))


def _files(seen: View) -> Iterator[tuple[str, bytes]]:
    yield from _static()
    yield f"{DATA}/{CATALOGUE}", _catalogue(seen.published)
    for language in LANGUAGES:
        renderer = Renderer(seen, language)
        for page in pages(seen, language):
            yield page.path, renderer.render(page)
        yield f"{STATIC}/indice.{language}.js", _script("INDICE", search_index(seen, language))
    yield f"{STATIC}/tablas.js", _script("TABLAS", tables_index(seen.published))
    yield from feeds(seen)
    yield from dcat(seen)
    yield from croissants(seen)
    yield from csvws(seen.published)
    yield from seen.drawings.items()
    yield from ((f"{LOG}/{name}", content) for name, content in seen.log.items())
    for each in seen.datasets.values():
        for step in each.steps:
            yield from change_files(each.dataset, step)
        told = about(seen.settings, each.dataset, each.title)
        yield from spreadsheets(each.dataset, told)
        yield dictionary_file(each.dataset), dictionary_pages(each.dataset, told)


def _catalogue(published: Published) -> bytes:
    # what was read, and not what a night may have published since
    return describe((each.folder, [version.name for version in each.versions]) for each in published.datasets.values())


def _bundles(published: Published) -> Iterator[tuple[str, bytes]]:
    yield bundle.CONTENTS, bundle.contents(published)
    yield bundle.ZIP, bundle.archive(published)
    for dataset in published.datasets.values():
        yield from bundle.partitions(dataset)


def _script(name: str, value: object) -> bytes:
    # a script, and not JSON: a page opened from a disk may load one and not the other
    return f"globalThis.{name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def _static() -> Iterator[tuple[str, bytes]]:
    for name, content in _tree(resources.files("apertura.site").joinpath("static")):
        yield f"{STATIC}/{name}", palette() + content if name == "sitio.css" else content


def _tree(place: Traversable, above: str = "") -> Iterator[tuple[str, bytes]]:
    for each in sorted(place.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _tree(each, f"{above}{each.name}/")
        else:
            yield f"{above}{each.name}", each.read_bytes()


def _data(published: Published) -> Iterator[tuple[str, Path, str]]:
    """Every file of every version with its SHA-256, and of the latest once more under its lasting name."""
    for dataset in published.datasets.values():
        for place, folder in dataset.places:
            for name, sha256 in checksums(folder).items():
                yield f"{DATA}/{dataset.name}/{place}/{name}", folder / name, sha256
