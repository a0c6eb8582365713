"""What did not happen, as programs are told of it (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

MEDIA_TYPE = "application/problem+json"

TITLES: Mapping[int, str] = {
    400: "No se entendió lo que llegó",
    401: "Falta una llave, o no es una que valga",
    403: "La cuenta de esta llave no puede hacer esto",
    404: "No existe, o no es de su organismo",
    405: "Eso no se hace en esta dirección",
    408: "El archivo tardó demasiado en llegar",
    409: "Ya no puede hacerse",
    413: "El archivo es demasiado grande",
    422: "Falta algo, o no se entiende",
    429: "Demasiados intentos; espere quince minutos",
    500: "Algo falló de nuestro lado",
    503: "Una corrida está trabajando; inténtelo en unos minutos",
}


class Problem(BaseModel):
    """What did not happen: ``title`` says which kind of thing, ``detail`` what of it here."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the answers that tell of a problem, for the description of an operation."""
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {"model": Problem, "description": TITLES[status], "content": {MEDIA_TYPE: schema}}
        for status in statuses
    }


def told(status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Make the answer that tells of a problem."""
    title = TITLES.get(status, TITLES[400 if status < 500 else 500])
    content = Problem(title=title, status=status, detail=detail or title).model_dump()
    return JSONResponse(content, status, headers=headers, media_type=MEDIA_TYPE)


async def refused(_: Request, error: Exception) -> JSONResponse:
    """Tell of what an operation, or the router, refuses."""
    if isinstance(error, RequestValidationError):
        return told(422, "; ".join(sorted({_said(each) for each in error.errors()})))
    if isinstance(error, HTTPException):
        # where nobody said more, the framework says it in English
        said = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        return told(error.status_code, said, error.headers)
    status = getattr(error, "status_code", 500)
    return told(status, headers=getattr(error, "headers", None))


def _said(error: Mapping[str, Any]) -> str:
    place = ".".join(str(part) for part in error["loc"][1:])
    return f"«{place}» {'falta' if error['type'] == 'missing' else 'no se escribe así'}"
