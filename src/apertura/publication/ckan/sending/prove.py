"""Portal to the proof that anybody gets exactly a version there: what is said, and every byte."""

from collections.abc import Iterator

from apertura.errors import BrokenPublicationError, PortalUncertainError
from apertura.publication.ckan.mapping.wanted import Wanted, WantedFile
from apertura.publication.ckan.planning.differences import differences
from apertura.publication.ckan.site.look import Shown, look
from apertura.publication.ckan.wire.connection import Connection
from apertura.publication.ckan.wire.download import download
from apertura.publication.ckan.wire.patience import patiently
from apertura.release.phrases import say


def prove(connection: Connection, wanted: Wanted, *, anonymously: bool = True) -> Shown:
    """Read a dataset back, without our token unless told otherwise, until it is exactly the version, or patience ends.

    A cache in front of a portal may give the old bytes for a while. Raises BrokenPublicationError, naming what
    differs; PortalUncertainError where it cannot be read at all.
    """
    problems: tuple[str, ...] = ()

    def read_back() -> Shown:
        nonlocal problems
        shown = look(connection, wanted.dataset, anonymously=anonymously)
        problems = tuple(broken(connection, shown, wanted, anonymously=anonymously))
        if shown is None or problems:
            raise PortalUncertainError(problems[0])
        return shown

    try:
        return patiently(connection.settings)(read_back)
    except PortalUncertainError as error:
        if problems:
            raise BrokenPublicationError(" ".join(problems)) from error
        raise


def broken(connection: Connection, shown: Shown | None, wanted: Wanted, *, anonymously: bool = True) -> Iterator[str]:
    """Say what of a version is not to be had at a portal, a Spanish sentence each."""
    if shown is None:
        yield say("portal.broken.missing", dataset=wanted.dataset)
        return
    for each in differences(shown, wanted):
        place = f"{wanted.dataset}/{each.file}".rstrip("/")
        yield say("portal.broken.field", place=place, field=each.field, shown=each.shown[:80], wanted=each.wanted[:80])
    for file in wanted.files:
        yield from _broken_file(connection, shown, wanted.dataset, file, anonymously=anonymously)


def _broken_file(
    connection: Connection, shown: Shown, dataset: str, file: WantedFile, *, anonymously: bool
) -> Iterator[str]:
    place = f"{dataset}/{file.name}"
    if file.id not in shown.resources:
        yield say("portal.broken.absent", place=place)
        return
    got = download(connection, shown.resources[file.id]["url"], anonymously=anonymously)
    if got is None:
        yield say("portal.broken.absent", place=place)
    elif (got.sha256, got.size) != (file.file.sha256, file.file.size):
        yield say("portal.broken.bytes", place=place, size=f"{got.size:,}", wanted=f"{file.file.size:,}")
