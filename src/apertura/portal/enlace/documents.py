"""The documents of an answer, and the acuse of where its rows are published."""

from pathlib import Path

from starlette.responses import Response

from apertura.feedback import printed
from apertura.feedback.acuse import Standing, page, publication, sign
from apertura.model.definition import Definitions
from apertura.model.submission import Submission
from apertura.portal.desk.kinds import KINDS, PUBLICATION
from apertura.portal.desk.work import LETTER, SHEET
from apertura.portal.enlace.verdict import submission_of
from apertura.portal.house import House
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit
from apertura.publication.folder.standing import standing
from apertura.storage import register
from apertura.storage.keys import current_key, keys_folder
from apertura.storage.layout import published


def give_document(visit: Visit) -> Response | Done:
    """Give a document of the answer to a submission, to be saved: a browser shows none of them."""
    house, name, submission = visit.house, visit.path["document"], submission_of(visit)
    if submission is None or name not in KINDS:
        return refuse(visit, 404)
    content = content_of(house, submission, name)
    if content is None:
        return refuse(visit, 404)
    stem, _, suffix = name.rpartition(".")
    saved = f"{stem}_{submission.garante}_{submission.period}_{submission.sha256[:8]}.{suffix}"
    headers = {"content-disposition": f'attachment; filename="{saved}"'}
    answer = Response(content, media_type=KINDS[name], headers=headers)
    return Done(answer, f"{submission.period} {submission.sha256[:16]} {name}")


def content_of(house: House, submission: Submission, name: str) -> bytes | None:
    """Read, or lay out, a document of the answer to a submission, one of KINDS; None where there is none."""
    folder = register.report_folder(house.settings.root, submission)
    if name == "acuse.pdf":
        return _acuse(folder, house.definitions)
    if name == LETTER:
        return _letter(folder)
    if name in PUBLICATION:
        return _of_publication(house, submission, name)
    return _read(folder / name)


def _letter(folder: Path) -> bytes | None:
    sheet = _read(folder / SHEET)
    return None if sheet is None else printed(sheet)


def _acuse(folder: Path, definitions: Definitions) -> bytes | None:
    acuse = _read(folder / register.ACUSE)
    return None if acuse is None else page(acuse, definitions, current_key(keys_folder()))


def _of_publication(house: House, submission: Submission, name: str) -> bytes | None:
    definitions, root = house.definitions, house.settings.root
    places = {name: standing(published(root), name, submission) for name in register.accepted_of(root, submission)}
    standings = [Standing(name, str(place.number), place.sha256) for name, place in sorted(places.items()) if place]
    if not standings:
        return None
    key = current_key(keys_folder())
    acuse = sign(publication(submission, standings, definitions), key)
    return page(acuse, definitions, key) if name.endswith(".pdf") else acuse


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
