"""A catalogue that a run left half-way to a whole one: what was intended is finished, or forgotten."""

import shutil
from pathlib import Path

from apertura.durable import TEMPORARY, remove_file, remove_folder, replace_link
from apertura.publication.folder.catalogue import refresh
from apertura.publication.folder.versions import JOURNAL, LATEST, datasets, pending


def repair(root: Path) -> None:
    """Make good what interrupted runs left; touch nothing where there is nothing to repair.

    Unfinished writes are swept. A version that the journal names and that is whole becomes the latest, as was intended;
    one that is not is removed: nothing ever led to it. Only for who holds the lease.
    """
    if not root.is_dir():
        return
    for folder in (root, *datasets(root)):
        _sweep(folder)
    for dataset in datasets(root):
        if (dataset / JOURNAL).exists():
            _finish(dataset)
    refresh(root)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{TEMPORARY}*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def _finish(dataset: Path) -> None:
    journal = dataset / JOURNAL
    whole = pending(dataset)
    if whole is not None:
        replace_link(dataset / LATEST, whole)
    elif (dataset / journal.read_text()).is_dir():
        remove_folder(dataset / journal.read_text())
    remove_file(journal)
