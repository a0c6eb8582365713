"""The application of the operations, which describes itself (OpenAPI) and shows no page."""

from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException

from apertura.portal.api.operations import router
from apertura.portal.api.problem import refused
from apertura.portal.api.submitting import ADDRESS
from apertura.portal.house import House

_ABOUT = (
    "Lo mismo que en las páginas del portal, para los sistemas de los organismos. Cada petición lleva una llave de "
    "programa (Authorization: Bearer), que se hace en «Mi cuenta»."
)


def api(house: House) -> FastAPI:
    """Make the application."""
    app = FastAPI(
        title="Apertura",
        version="1",
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        routes=list(router.routes),
        exception_handlers={HTTPException: refused, RequestValidationError: refused, Exception: refused},
    )
    app.state.house = house
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        found["servers"] = [{"url": ADDRESS}]
        found["components"]["securitySchemes"] = {"llave": {"type": "http", "scheme": "bearer"}}
        found["security"] = [{"llave": []}]
        app.openapi_schema = found
    return app.openapi_schema
