"""What a browser sends to the fields of a form and its one file: so many bytes and no more, and not too slowly."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive

from apertura.portal.desk.upload import Upload

PATIENCE, LONGEST = 20, 600
"""Seconds without a byte, and in all, after which whoever sends is not waited for."""

_FIELDS, _FIELD_BYTES = 30, 64 * 2**10
_AROUND = 64 * 2**10
"""Bytes of a form around its file."""

_MANY_FIELDS, _AROUND_MANY = 1000, 2 * 2**20


class UnfitBodyError(Exception):
    """Raised when a form is not read to its end; ``status`` is the answer it gets."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent: its fields, and its file where it has one that is not empty."""

    fields: Mapping[str, str]
    file: Upload | None


async def read_form(request: Request, largest: int, *, many: bool = False) -> Sent:
    """Read a form; ``largest`` bytes for its file, 0 where it has none; ``many`` fields, or a few.

    Raises UnfitBodyError (400, 408, 413).
    """
    most = largest + (_AROUND_MANY if many else _AROUND)
    announced = request.headers.get("content-length", "")
    if announced and (not announced.isdigit() or int(announced) > most):
        await _drain(request.receive, most)
        raise UnfitBodyError(413 if announced.isdigit() else 400)
    request = Request(request.scope, _bounded(request.receive, most))
    try:
        async with request.form(
            max_files=1 if largest else 0, max_fields=_MANY_FIELDS if many else _FIELDS, max_part_size=_FIELD_BYTES
        ) as form:
            fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
            file = next((value for _, value in form.multi_items() if isinstance(value, UploadFile)), None)
            upload = None if file is None else Upload(file.filename or "", await file.read())
    except (MultiPartException, ValueError) as error:
        raise UnfitBodyError(400) from error
    except ClientDisconnect as error:
        raise UnfitBodyError(400) from error
    return Sent(fields, upload if upload is not None and (upload.name or upload.content) else None)


async def read_bytes(request: Request, largest: int) -> bytes:
    """Read a body that is a file and nothing around it. Raises UnfitBodyError (400, 408, 413)."""
    announced = request.headers.get("content-length", "")
    if announced and (not announced.isdigit() or int(announced) > largest):
        await _drain(request.receive, largest)
        raise UnfitBodyError(413 if announced.isdigit() else 400)
    bounded = Request(request.scope, _bounded(request.receive, largest))
    try:
        return await bounded.body()
    except ClientDisconnect as error:
        raise UnfitBodyError(400) from error


def _bounded(receive: Receive, most: int) -> Receive:
    read = 0
    end = asyncio.get_running_loop().time() + LONGEST

    async def bounded() -> Message:
        nonlocal read
        left = end - asyncio.get_running_loop().time()
        try:
            message = await asyncio.wait_for(receive(), max(0.0, min(PATIENCE, left)))
        except TimeoutError as error:
            raise UnfitBodyError(408) from error
        read += len(message.get("body", b""))
        if read > most:
            raise UnfitBodyError(413)
        return message

    return bounded


async def _drain(receive: Receive, most: int) -> None:
    """Let go by what is too much, up to a point: a browser hears the answer only when it has sent all."""
    bounded = _bounded(receive, 2 * most)
    try:
        while (message := await bounded()).get("more_body") and message["type"] == "http.request":
            continue
    except UnfitBodyError:
        return
