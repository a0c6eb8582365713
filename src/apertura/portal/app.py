"""Settings to the application that a web server runs."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from apertura.definitions import load
from apertura.portal.accounts.tokens import new_token
from apertura.portal.api.app import api
from apertura.portal.api.problem import told as problem
from apertura.portal.api.submitting import ADDRESS
from apertura.portal.database.connect import connect
from apertura.portal.database.migrate import ensure_current
from apertura.portal.desk.bench import Bench, bench
from apertura.portal.doors import DOORS
from apertura.portal.house import House
from apertura.portal.renewing import Renewable
from apertura.portal.security.door import Door
from apertura.portal.security.forgery import form_seal
from apertura.portal.security.gate import Gate
from apertura.portal.security.headers import Headers
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Visit
from apertura.portal.settings import Settings
from apertura.portal.static_files import Still
from apertura.portal.templating import templates


def clock() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


@contextmanager
def portal(
    settings: Settings, clock: Callable[[], datetime] = clock, doors: Sequence[Door] = DOORS
) -> Iterator[Renewable]:
    """Make the application, with all that it stands on; PortalUnsetError where the database is not up to date."""
    engine = connect(settings.database)
    ensure_current(engine)

    @contextmanager
    def opened(renew: Callable[[], None]) -> Iterator[tuple[Starlette, Bench]]:
        definitions = load(settings.schemas)
        with bench(settings.root, definitions, clock) as ours:
            house = House(settings, engine, definitions, ours, templates(definitions), clock, renew)
            yield application(house, doors), ours

    app = Renewable(opened)
    try:
        yield app
    finally:
        app.close()
        engine.dispose()


def application(house: House, doors: Sequence[Door]) -> Starlette:
    """Put every door behind its gate."""
    host = urlsplit(house.settings.address).hostname or ""
    routes = [Route(door.path, Gate(house, door), methods=[door.method], name=door.name) for door in doors]

    def told(request: Request, status: int) -> Response:
        program = request.url.path.startswith(f"{ADDRESS}/")
        return problem(status) if program else refuse(_stranger(house, request), status)

    async def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return told(request, status if status in (400, 404, 405) else 500)

    async def failed(request: Request, _: Exception) -> Response:
        return told(request, 500)

    return Starlette(
        routes=[*routes, Mount(ADDRESS, api(house), name="api"), Mount("/estaticos", Still(), name="estaticos")],
        middleware=[
            Middleware(Headers, safe=house.settings.safe),
            Middleware(TrustedHostMiddleware, allowed_hosts=[host], www_redirect=False),
        ],
        exception_handlers={HTTPException: refused, Exception: failed},
    )


def _stranger(house: House, request: Request) -> Visit:
    return Visit(
        house=house,
        now=house.clock(),
        here=request.url.path,
        path={},
        query={},
        form={},
        file=None,
        session=None,
        origin=request.client.host if request.client else "",
        seal=form_seal(house.settings.secret, new_token()),
    )
