"""The log of acts."""

from starlette.responses import Response

from apertura.portal.security.acts import latest
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Visit

PAGE = 100


def show_acts(visit: Visit) -> Response:
    """Show the acts, the newest first, so many to a page."""
    before = visit.query.get("antes", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 16):
        return refuse(visit, 400)
    with visit.house.engine.begin() as connection:
        found = latest(connection, most=PAGE, before=int(before) if before else None)
    return visit.show("bitacora.html", acts=found, older=found[-1][0] if len(found) == PAGE else None)
