"""A returned submission corrected in the page: suggestions taken, values written, and the book handed in again."""

from collections.abc import Sequence

from starlette.responses import Response

from apertura.errors import JudgeLostError
from apertura.model.submission import Submission
from apertura.portal.desk.corrections import Editable, chosen, record
from apertura.portal.desk.kinds import WORKBOOK
from apertura.portal.desk.receive import receive
from apertura.portal.desk.upload import Upload
from apertura.portal.enlace.looked_into import looked_into
from apertura.portal.security.refusals import refuse
from apertura.portal.security.visit import Done, Visit

SHOWN = 300
"""Cells that a page offers to correct; the others are corrected in the book."""


def ask_corrections(visit: Visit) -> Response:
    """Show each cell that can be corrected here, with what is said of it and what was perhaps meant."""
    looked = looked_into(visit, visit.house.bench.editables)
    return looked if isinstance(looked, Response) else _page(visit, *looked, None)


def take_corrections(visit: Visit) -> Response | Done:
    """Write what was chosen into a copy of the book, which is given back or handed in; it is on record before."""
    looked = looked_into(visit, visit.house.bench.editables)
    if isinstance(looked, Response):
        return looked
    submission, cells = looked
    repairs, refused = chosen(cells, visit.form)
    if refused or not repairs:
        return _page(visit, submission, cells, _why(refused))
    try:
        book = visit.house.bench.corrected(submission, repairs)
    except JudgeLostError:
        return refuse(visit, 500)
    if book is None or not book.done:
        return _page(visit, submission, cells, "Esas celdas no se corrigen desde aquí: corríjalas en su libro.")
    record(visit.house.settings.root, submission, book, now=visit.now)
    about = f"{submission.period} {submission.sha256[:16]}: {len(book.done)} celdas"
    name = f"{submission.filename.rpartition('.')[0] or submission.filename}_corregido.xlsx"
    if visit.form.get("acto") == "descargar":
        headers = {"content-disposition": 'attachment; filename="corregido.xlsx"'}
        return Done(Response(book.content, media_type=WORKBOOK, headers=headers), about)
    root, garante = visit.house.settings.root, submission.garante
    again = receive(root, garante, submission.period, Upload(name, book.content), visit.me, now=visit.now)
    visit.house.bench.settle_soon(again)
    return Done(visit.go(f"/organismos/{garante}/entregas/{again.period}/{again.sha256[:16]}"), about)


def _why(refused: Sequence[str]) -> str:
    if refused:
        where = ", ".join(refused[:5])
        return f"No se tomó nada: lo escrito para {where} es demasiado largo, o parece un dato personal."
    return "Elija una sugerencia o escriba un valor en alguna celda."


def _page(visit: Visit, submission: Submission, cells: Sequence[Editable], wrong: str | None) -> Response:
    kinds: dict[tuple[str, str], list[Editable]] = {}
    for each in cells[:SHOWN]:
        kinds.setdefault((each.rule, each.rule_title), []).append(each)
    return visit.show(
        "corregir.html",
        status=422 if wrong else 200,
        body=visit.house.definitions.garantes[submission.garante],
        submission=submission,
        kinds=kinds,
        more=max(0, len(cells) - SHOWN),
        wrong=wrong,
    )
