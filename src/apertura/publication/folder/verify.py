"""The folder catalogue to the promises it breaks."""

from collections.abc import Iterator
from pathlib import Path

from apertura.durable import TEMPORARY
from apertura.publication.folder.catalogue import CATALOGUE, catalogue
from apertura.publication.folder.versions import JOURNAL, LATEST, broken_files, datasets, versions
from apertura.release.files import CHECKSUMS
from apertura.release.phrases import say


def verify(root: Path) -> tuple[str, ...]:
    """Check every published version; one Spanish sentence per broken promise, beginning with the place.

    Each version holds exactly the files its SHA256SUMS names, with those bytes; ``latest`` leads to one of them;
    catalog.json says what there is; nothing is left half done. A catalogue that does not exist breaks no promise.
    """
    if not root.is_dir():
        return ()
    found = [_said(*broken, root) for dataset in datasets(root) for broken in _dataset(dataset)]
    # of a broken version nothing can be listed
    if not found and _catalogue_is_stale(root):
        found.append(_said("broken.catalogue", root / CATALOGUE, root))
    return tuple(found)


def _catalogue_is_stale(root: Path) -> bool:
    path = root / CATALOGUE
    content = path.read_bytes() if path.exists() else None
    return content != catalogue(root) and (content is not None or bool(datasets(root)))


def _dataset(dataset: Path) -> Iterator[tuple[str, Path]]:
    for number in versions(dataset):
        yield from broken_files(dataset / str(number))
    latest = dataset / LATEST
    if versions(dataset) and not (latest.is_symlink() and (latest / CHECKSUMS).exists()):
        yield "broken.latest", latest
    for left in (*dataset.glob(f"{TEMPORARY}*"), *dataset.glob(JOURNAL)):
        yield "broken.pending", left


def _said(phrase: str, place: Path, root: Path) -> str:
    return say(phrase, place=place.relative_to(root))
