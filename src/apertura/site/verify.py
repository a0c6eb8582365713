"""Folder of a site, made here or downloaded whole, to the promises that it breaks: nothing else is asked."""

import json
from collections.abc import Iterator
from pathlib import Path

from apertura.errors import UsageError
from apertura.publication.folder.catalogue import CATALOGUE
from apertura.publication.folder.versions import LATEST, checksums, datasets, digest_of, versions
from apertura.release.files import CHECKSUMS, DESCRIPTOR, data_file, parquet_file
from apertura.release.phrases import say
from apertura.site import bundle
from apertura.site.cite import DATA
from apertura.site.csvw import csvw, csvw_file
from apertura.site.earlier import Earlier, read_earlier
from apertura.site.links import broken_links
from apertura.site.published import Published, read_published
from apertura.site.verify_made import Broken, verify_made
from apertura.site.write import MARK


def verify(site: Path) -> tuple[str, ...]:
    """Check everything that a site offers; one Spanish sentence per broken promise, beginning with the place.

    Every file is what SHA256SUMS says, and there is no other. Then, of files that are: each version holds what its own
    SHA256SUMS says and its CSVW is that of its descriptor; ``latest`` is the last one, and catalog.json says so; the
    changes of a version are those from the one before; the zip, the DuckDB database and the Parquet by body and period
    hold the tables of the last versions; every link of a page leads to a file, and to a place in it. UsageError where
    there is no site.
    """
    if not (site / CHECKSUMS).is_file():
        raise UsageError(say("site.none", place=site, file=CHECKSUMS))
    earlier = read_earlier(site)
    found = [*_files(earlier), *_needed(earlier)]
    if not found:
        published = read_published(site / DATA)
        found = [*_versions(earlier), *_catalogue(earlier, published), *verify_made(site, published)]
    told = [say(phrase, place=place) for phrase, place in found]
    lost = () if found else broken_links(site, {*earlier.promised, CHECKSUMS})
    return (*told, *(say("site.link", place=page, link=link) for page, link in lost))


def _files(earlier: Earlier) -> Iterator[Broken]:
    there = {path.relative_to(earlier.site).as_posix() for path in earlier.site.rglob("*") if path.is_file()}
    for name, sha256 in sorted(earlier.promised.items()):
        if name not in there:
            yield "broken.missing", name
        elif digest_of(earlier.site / name) != sha256:
            yield "broken.file", name
    for name in sorted(there - earlier.promised.keys() - {MARK, CHECKSUMS}):
        yield "site.extra", name


def _needed(earlier: Earlier) -> Iterator[Broken]:
    """Name what any site has and this one does not promise: it could be left out of its own SHA256SUMS."""
    needed = [f"{DATA}/{CATALOGUE}", bundle.CONTENTS, bundle.ZIP, bundle.DATABASE]
    for dataset in datasets(earlier.site / DATA):
        files = (CHECKSUMS, DESCRIPTOR, data_file(dataset.name), parquet_file(dataset.name))
        places = (*(str(number) for number in versions(dataset)), LATEST)
        needed += [f"{DATA}/{dataset.name}/{place}/{name}" for place in places for name in files]
    yield from (("broken.missing", name) for name in needed if name not in earlier.promised)


def _versions(earlier: Earlier) -> Iterator[Broken]:
    for dataset in datasets(earlier.site / DATA):
        numbers = [str(number) for number in versions(dataset)]
        for number in (*numbers, LATEST):
            yield from _version(earlier, dataset / number)
        last = [checksums(dataset / number) for number in numbers[-1:]]
        if [checksums(dataset / LATEST)] != last:
            yield "site.latest", f"{DATA}/{dataset.name}/{LATEST}"


def _version(earlier: Earlier, version: Path) -> Iterator[Broken]:
    place = version.relative_to(earlier.site).as_posix()
    own = checksums(version)
    description = csvw_file(version.parent.name)
    for name in sorted({path.name for path in version.iterdir()} | own.keys()):
        if name == description:
            if (version / name).read_bytes() != csvw(version):
                yield "site.csvw", f"{place}/{name}"
        elif name not in own:
            yield "broken.extra", f"{place}/{name}"
        elif earlier.promised.get(f"{place}/{name}") != own[name]:
            yield "broken.file", f"{place}/{name}"


def _catalogue(earlier: Earlier, published: Published) -> Iterator[Broken]:
    told = json.loads((earlier.site / DATA / CATALOGUE).read_bytes())["conjuntos"]
    listed = {each["nombre"]: each["version"] for each in told}
    files = {f"{DATA}/{file['ruta']}": file["sha256"] for each in told for file in each["archivos"]}
    holds = all(earlier.promised.get(name) == sha256 for name, sha256 in files.items())
    if not holds or listed != {name: dataset.version for name, dataset in published.datasets.items()}:
        yield "broken.catalogue", f"{DATA}/{CATALOGUE}"


def count(site: Path) -> dict[str, int]:
    """Count the ``files`` that a site promises, its ``datasets`` and all their ``versions``."""
    found = datasets(site / DATA)
    told = sum(len(versions(each)) for each in found)
    return {"files": len(read_earlier(site).promised), "datasets": len(found), "versions": told}
