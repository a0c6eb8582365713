"""The first page, and whether everything works."""

from starlette.responses import Response

from apertura import __version__
from apertura.portal.cuenta.entry import home_of
from apertura.portal.desk.receive import left_waiting
from apertura.portal.security.visit import Visit
from apertura.publication.folder.versions import LATEST
from apertura.release.files import DESCRIPTOR
from apertura.storage.layout import published


def show_home(visit: Visit) -> Response:
    """Show what the portal is for."""
    return visit.show("inicio.html", home=home_of(visit.account) if visit.account else None)


def show_status(visit: Visit) -> Response:
    """Show whether the portal receives, and what is published."""
    house = visit.house
    versions = {
        name: folder.resolve().name
        for name in house.definitions.publishable
        if (folder := published(house.settings.root) / name / LATEST).exists() and (folder / DESCRIPTOR).exists()
    }
    waiting = len(left_waiting(house.settings.root))
    return visit.show("estado.html", versions=versions, waiting=waiting, program=__version__)
