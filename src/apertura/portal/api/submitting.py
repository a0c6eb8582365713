"""A file that a program sends: handed in, or only looked at; and what is told of one that was handed in."""

import hashlib

from fastapi import HTTPException

from apertura.errors import AlreadyPublishedError, JudgeLostError, LeaseHeldError
from apertura.model.submission import Submission
from apertura.portal.accounts import once
from apertura.portal.api.asker import Asker
from apertura.portal.api.told import Entrega, Revision
from apertura.portal.desk.kinds import KINDS, PUBLICATION
from apertura.portal.desk.obligations import Handed, State, handed_of
from apertura.portal.desk.receive import only_looked_at, receive
from apertura.portal.desk.upload import Upload
from apertura.portal.enlace.verdict import is_published
from apertura.storage import archive, register

ADDRESS = "/api/v1"


def hand_in(asker: Asker, garante: str, period: str, file: Upload, key: str | None) -> tuple[Entrega, bool]:
    """Receive a file, wait a little for its verdict, and tell of it, and whether it had not come before.

    ``key`` is the program's own for this submission. Raises HTTPException (404, 422).
    """
    _check(asker, garante, period)
    house, sha256 = asker.house, hashlib.sha256(file.content).hexdigest()
    if key is not None:
        with house.engine.begin() as connection:
            what = f"{garante}\0{period}\0{sha256}"
            if not once.is_the_same(connection, asker.account, key, what, now=asker.now):
                raise HTTPException(422, "Con esa Idempotency-Key se entregó otro archivo.")
    new = archive.find(house.settings.root, garante, period, sha256) is None
    submission = receive(house.settings.root, garante, period, file, asker.account, now=asker.now)
    house.bench.settle_soon(submission)
    asker.note("entregar", garante, f"{period} {sha256[:16]}", 201 if new else 200)
    return told(asker, handed_of(house.settings.root, submission)), new


def look_at(asker: Asker, garante: str, period: str, file: Upload) -> Revision:
    """Judge a file and keep nothing of it. Raises HTTPException (404, 422, 500)."""
    _check(asker, garante, period)
    submission = only_looked_at(garante, period, file, now=asker.now)
    try:
        review = asker.house.bench.review(file.content, submission, None)
    except JudgeLostError as error:
        raise HTTPException(500) from error
    asker.note("revisar", garante, f"{period} sin entregar", 200)
    return Revision(informe=review.report, fallo=review.failed)


def take_back(asker: Asker, submission: Submission) -> Entrega:
    """Take a submission back and tell of it. Raises HTTPException (409 once it is published, 503 while a run works)."""
    root, about = asker.house.settings.root, f"{submission.period} {submission.sha256[:16]}"
    try:
        asker.house.bench.take_back(submission, asker.account)
    except AlreadyPublishedError as error:
        asker.note("retirar entrega", submission.garante, about, 409)
        raise HTTPException(409, str(error)) from error
    except LeaseHeldError as error:
        raise HTTPException(503, headers={"retry-after": "60"}) from error
    asker.note("retirar entrega", submission.garante, about, 200)
    return told(asker, handed_of(root, submission))


def told(asker: Asker, each: Handed) -> Entrega:
    """Tell of a submission, and where its documents are."""
    submission, where = each.submission, address(asker, each.submission)
    folder = register.report_folder(asker.house.settings.root, submission)
    # these are laid out when they are asked for
    laid = {"acuse.pdf": (folder / register.ACUSE).is_file()}
    laid |= dict.fromkeys(PUBLICATION, is_published(asker.house, submission))
    there = [name for name in KINDS if laid.get(name) or (folder / name).is_file()]
    return Entrega(
        organismo=submission.garante,
        periodo=submission.period,
        archivo=submission.filename,
        sha256=submission.sha256,
        bytes=submission.size,
        recibido=submission.received,
        estado=each.became,
        informe=each.report,
        documentos=[f"{where}/{name}" for name in there if each.became is not State.EN_REVISION],
    )


def address(asker: Asker, submission: Submission) -> str:
    """Return where a submission is asked for."""
    place = f"{ADDRESS}/organismos/{submission.garante}/entregas/{submission.period}/{submission.sha256}"
    return f"{asker.house.settings.address}{place}"


def _check(asker: Asker, garante: str, period: str) -> None:
    definitions = asker.house.definitions
    if garante not in definitions.garantes:
        raise HTTPException(404)
    if period not in definitions.periods:
        raise HTTPException(422, f"No hay un periodo «{period}».")
    if not definitions.garantes[garante].existed_in(definitions.periods[period]):
        raise HTTPException(422, f"{garante} no existía en {period}.")
