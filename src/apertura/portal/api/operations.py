"""The operations: what is owed, handing in, only looking at a file, and the answers."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from apertura.model.calendar import day_of
from apertura.model.submission import Submission
from apertura.portal.api import submitting
from apertura.portal.api.asker import Asker, May
from apertura.portal.api.problem import problems
from apertura.portal.api.submitting import ADDRESS, address, told
from apertura.portal.api.told import Debe, Entrega, Revision
from apertura.portal.desk.kinds import KINDS
from apertura.portal.desk.obligations import handed, handed_of, obligations
from apertura.portal.desk.upload import Upload
from apertura.portal.enlace.documents import content_of
from apertura.portal.security import rules
from apertura.portal.security.body import UnfitBodyError, read_bytes
from apertura.storage import archive

_BODY = "/organismos/{garante}"
_ONE = f"{_BODY}/entregas/{{periodo}}/{{huella}}"
_OCTETS: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "El archivo, tal cual: xlsx, xlsm, xls, ods o csv.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_DOCUMENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "El documento.",
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in sorted({*KINDS.values()})},
    }
}

Garante = Annotated[str, Path(description="Clave del organismo, según el catálogo.", max_length=64)]
Periodo = Annotated[str, Query(description="Clave del periodo, como 2024-T2.", max_length=64)]
Archivo = Annotated[str, Query(description="Nombre del archivo, con su extensión.", min_length=1, max_length=255)]
Key = Annotated[
    str | None,
    Header(description="Una por entrega: pedir lo mismo dos veces es pedirlo una.", min_length=1, max_length=200),
]
Reader = Annotated[Asker, Depends(May(rules.READS_BODY))]
Sender = Annotated[Asker, Depends(May(rules.HANDS_IN))]

router = APIRouter(responses=problems(400, 401, 403, 404, 422, 429, 500))


@router.get(f"{_BODY}/obligaciones", summary="Lo que debe un organismo", operation_id="obligaciones")
def list_owed(asker: Reader, garante: Garante) -> list[Debe]:
    """List each table that a body owes, the period that ends last first."""
    house = asker.house
    _known(asker, garante)
    history = handed(house.settings.root, garante)
    found = obligations(house.settings, house.definitions, garante, history, day_of(asker.now))
    return [
        Debe(
            conjunto=each.dataset,
            titulo=house.definitions.datasets[each.dataset].title,
            periodo=each.period,
            vence=each.due,
            dias=each.left,
            estado=each.state,
            version=each.version,
            entrega=None if each.last is None else address(asker, each.last),
        )
        for each in found
    ]


@router.get(f"{_BODY}/entregas", summary="Lo que entregó un organismo", operation_id="entregas")
def list_handed(asker: Reader, garante: Garante) -> list[Entrega]:
    """List what a body handed in, the newest first, without the reports."""
    _known(asker, garante)
    history = handed(asker.house.settings.root, garante)
    return [told(asker, each).model_copy(update={"informe": None}) for each in reversed(history)]


@router.post(
    f"{_BODY}/entregas",
    summary="Entregar un archivo",
    operation_id="entregar",
    status_code=201,
    responses={200: {"model": Entrega, "description": "Ya se había entregado."}, **problems(408, 413)},
    openapi_extra=_OCTETS,
)
async def hand_in(
    request: Request,
    response: Response,
    asker: Sender,
    garante: Garante,
    periodo: Periodo,
    archivo: Archivo,
    idempotency_key: Key = None,
) -> Entrega:
    """Receive a file: not lost from the answer on, whatever happens. It waits a few seconds for the verdict."""
    content = await _content(request, asker)
    entrega, new = await run_in_threadpool(
        submitting.hand_in, asker, garante, periodo, Upload(archivo, content), idempotency_key
    )
    response.status_code = 201 if new else 200
    response.headers["location"] = f"{ADDRESS}{_BODY}".format(garante=garante) + f"/entregas/{periodo}/{entrega.sha256}"
    return entrega


@router.post(
    f"{_BODY}/revisiones",
    summary="Revisar un archivo sin entregarlo",
    operation_id="revisar",
    responses=problems(408, 413),
    openapi_extra=_OCTETS,
)
async def look_at(request: Request, asker: Sender, garante: Garante, periodo: Periodo, archivo: Archivo) -> Revision:
    """Judge a file and keep nothing of it."""
    content = await _content(request, asker)
    return await run_in_threadpool(submitting.look_at, asker, garante, periodo, Upload(archivo, content))


@router.get(_ONE, summary="Una entrega, con su informe", operation_id="entrega")
def show_handed(asker: Reader, garante: Garante, periodo: str, huella: str) -> Entrega:
    """Tell what became of a file."""
    submission = _submission(asker, garante, periodo, huella)
    return told(asker, handed_of(asker.house.settings.root, submission))


@router.post(
    f"{_ONE}/retiro",
    summary="Retirar una entrega que aún no se publica",
    operation_id="retirar",
    responses=problems(409, 503),
)
def take_back(asker: Sender, garante: Garante, periodo: str, huella: str) -> Entrega:
    """Take a submission back: it will not be published, and the one accepted before it counts again."""
    submission = _submission(asker, garante, periodo, huella)
    return submitting.take_back(asker, submission)


@router.get(
    f"{_ONE}/{{documento}}",
    summary="Un documento de la respuesta",
    operation_id="documento",
    response_class=Response,
    responses=_DOCUMENT,
)
def give_document(asker: Reader, garante: Garante, periodo: str, huella: str, documento: str) -> Response:
    """Give a document of an answer."""
    submission = _submission(asker, garante, periodo, huella)
    content = content_of(asker.house, submission, documento) if documento in KINDS else None
    if content is None:
        raise HTTPException(404)
    return Response(content, media_type=KINDS[documento], headers={"content-disposition": "attachment"})


async def _content(request: Request, asker: Asker) -> bytes:
    try:
        content = await read_bytes(request, asker.house.settings.largest)
    except UnfitBodyError as error:
        raise HTTPException(error.status) from error
    if not content:
        raise HTTPException(422, "El archivo llegó vacío.")
    return content


def _known(asker: Asker, garante: str) -> None:
    if garante not in asker.house.definitions.garantes:
        raise HTTPException(404)


def _submission(asker: Asker, garante: str, period: str, sha256: str) -> Submission:
    definitions = asker.house.definitions
    known = garante in definitions.garantes and period in definitions.periods
    found = archive.find(asker.house.settings.root, garante, period, sha256) if known else None
    if found is None:
        raise HTTPException(404)
    return found
